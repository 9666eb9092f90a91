// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.X509;

namespace Attestation.SevSnp;

/// <summary>The roots of SEV-SNP Evidence: AMD's root key of each product line, pinned by key.</summary>
public static class SevSnpRoots
{
    private static readonly DateOnly Read = new(2026, 7, 1);

    /// <summary>ARK-Milan, serial 10000, 2020 to 2045.</summary>
    public static readonly PinnedRoot ArkMilan = new(
        "ARK-Milan", "9f056bee44377e29308cb5ffa895bdfb62d18881fa6bed8d6f075b0204089cb9", "kdsintf.amd.com/vcek/v1/Milan/cert_chain", Read);

    /// <summary>ARK-Genoa, serial 20000, 2022 to 2047; of Bergamo and Siena too.</summary>
    public static readonly PinnedRoot ArkGenoa = new(
        "ARK-Genoa", "429a69c9422aa258ee4d8db5fcda9c6470ef15f8cd5a9cebd6cbc7d90b863831", "kdsintf.amd.com/vcek/v1/Genoa/cert_chain", Read);

    /// <summary>ARK-Turin, serial 30000, 2023 to 2048.</summary>
    public static readonly PinnedRoot ArkTurin = new(
        "ARK-Turin", "4f125410563a2ab9a50356f9243f6fe0b6f73de98603f53f90339c70e9d7ad08", "kdsintf.amd.com/vcek/v1/Turin/cert_chain", Read);

    /// <summary>All of them.</summary>
    public static ImmutableArray<PinnedRoot> All { get; } = [ArkMilan, ArkGenoa, ArkTurin];
}
