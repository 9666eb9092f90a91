// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>What Intel's simulated provisioning service hands out.</summary>
public sealed record PcsOptions
{
    /// <summary>TCB info of the platform.</summary>
    public required TcbInfoOptions TcbInfo { get; init; }

    /// <summary>Identity of the quoting enclave.</summary>
    public required QeIdentityOptions QeIdentity { get; init; }

    /// <summary>The certificates of the signer's chain, in order.</summary>
    public ImmutableArray<CertificateRole> SigningChain { get; init; } = [CertificateRole.TcbSigning, CertificateRole.Root];

    /// <summary>True hands out each revocation list under the other's name.</summary>
    public bool HasSwappedCrls { get; init; }

    /// <summary>Endorsements that it does not have.</summary>
    public ImmutableArray<PcsDocument> Withheld { get; init; } = [];
}
