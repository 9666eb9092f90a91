// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Appraisal;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Witness that a chain of up to two certificates ends in an accepted root; what stands below the root is not verified yet.</summary>
internal sealed class AnchoredChain
{
    private const int MaxCertificates = 2;

    private AnchoredChain(ImmutableArray<Certificate> certificates, VerificationKey rootKey)
    {
        Certificates = certificates;
        RootKey = rootKey;
    }

    /// <summary>Leaf first.</summary>
    public ImmutableArray<Certificate> Certificates { get; }

    public Certificate Root => Certificates[^1];

    public VerificationKey RootKey { get; }

    public static bool TryRead(
        ReadOnlyMemory<byte> pem, RootSet roots, [NotNullWhen(true)] out AnchoredChain? chain, [NotNullWhen(false)] out string? wrong)
    {
        chain = null;
        if (!Pem.TryReadCertificates(pem, MaxCertificates, out ImmutableArray<ReadOnlyMemory<byte>> ders, out Malformed? malformed)
            || !CertificateList.TryParse(ders, out ImmutableArray<Certificate> certificates, out malformed))
        {
            wrong = malformed!.ToString();
            return false;
        }

        Certificate root = certificates[^1];
        VerificationKey? key = null;
        wrong = roots.Find(root) is null ? $"the chain ends in {root.Subject}, SPKI SHA-256 {Hex.Of(root.SpkiSha256.Span)}, which is no accepted root" : null;
        wrong ??= IntelProfile.Authority(root, [IntelProfile.RootCa])
            ?? roots.Key(root, out key)
            ?? IntelProfile.Issued(root, root, key!, intermediatesBelow: 0);
        chain = wrong is null ? new(certificates, key!) : null;
        return chain is not null;
    }
}
