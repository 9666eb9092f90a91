// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>How the PCK certificate's SGX extension is written; wrong sizes are wrong values in <see cref="PlatformOptions"/>.</summary>
public sealed record SgxExtensionForm
{
    /// <summary>False leaves the extension out.</summary>
    public bool Present { get; init; } = true;

    /// <summary>Items to leave out, by the last number of their object identifier: 1 PPID to 7 configuration.</summary>
    public ImmutableArray<int> Omit { get; init; } = [];

    /// <summary>Items to write twice.</summary>
    public ImmutableArray<int> Repeat { get; init; } = [];

    /// <summary>Items of the TCB sequence to leave out: 1 to 16 components, 17 PCESVN, 18 CPUSVN.</summary>
    public ImmutableArray<int> OmitTcb { get; init; } = [];

    /// <summary>True writes the items last to first, which is allowed.</summary>
    public bool Reversed { get; init; }

    /// <summary>Bytes behind the extension's sequence.</summary>
    public ReadOnlyMemory<byte> Tail { get; init; }
}
