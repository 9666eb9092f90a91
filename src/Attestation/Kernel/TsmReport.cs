// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What configfs-tsm answered. Host and provider made it: nothing in it is trusted before it is verified.</summary>
/// <param name="Provider">The driver's name.</param>
/// <param name="OutBlob">The report or quote; never empty.</param>
public sealed record TsmReport(string Provider, ReadOnlyMemory<byte> OutBlob)
{
    /// <summary>The host's certificate table; empty where there is none.</summary>
    public ReadOnlyMemory<byte> AuxBlob { get; init; }

    /// <summary>The service's manifest; empty where none was asked for.</summary>
    public ReadOnlyMemory<byte> ManifestBlob { get; init; }
}
