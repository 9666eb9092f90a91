// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SevSnp.Simulator;

/// <summary>What AMD's extensions of a simulated VCEK or VLEK say; null takes what the machine is.</summary>
public sealed record VekOptions
{
    /// <summary>productName.</summary>
    public string? ProductName { get; init; }

    /// <summary>structVersion.</summary>
    public int? StructVersion { get; init; }

    /// <summary>The TCB; null is the report's REPORTED_TCB.</summary>
    public TcbLevels? Tcb { get; init; }

    /// <summary>hwID; null is the chip's, of the length that the product uses.</summary>
    public ReadOnlyMemory<byte>? HwId { get; init; }

    /// <summary>cspID of a VLEK.</summary>
    public string CspId { get; init; } = "CN=simulated.invalid";

    /// <summary>True writes hwID in an OCTET STRING, as older documents of the KDS do.</summary>
    public bool WrapsHwId { get; init; }

    /// <summary>True leaves spl4 to spl7 out.</summary>
    public bool OmitsReserved { get; init; }

    /// <summary>Extensions to leave out, by the arcs below 1.3.6.1.4.1.3704.1, for example <c>3.1</c>.</summary>
    public ImmutableArray<string> Omit { get; init; } = [];

    /// <summary>Values of extensions as they are written instead, by the same arcs; those that a leaf of its kind lacks are added.</summary>
    public ImmutableDictionary<string, ReadOnlyMemory<byte>> Replace { get; init; } = ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;
}
