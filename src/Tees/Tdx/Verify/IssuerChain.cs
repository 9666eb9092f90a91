// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Witness that a TCB signing certificate comes from an accepted root: in an appraisal, the root of the PCK chain.</summary>
internal sealed class IssuerChain
{
    private const int Certificates = 2;

    private IssuerChain(Certificate signer, Certificate root, VerificationKey signerKey)
    {
        Signer = signer;
        Root = root;
        SignerKey = signerKey;
    }

    public Certificate Signer { get; }

    public Certificate Root { get; }

    public VerificationKey SignerKey { get; }

    /// <summary>The chain, or what is wrong with it.</summary>
    /// <param name="pem">Signer and root.</param>
    /// <param name="anchor">The root that it must end in.</param>
    /// <param name="anchorKey">The root's key.</param>
    public static (IssuerChain? Chain, string? Wrong) Verify(ReadOnlyMemory<byte> pem, Certificate anchor, VerificationKey anchorKey)
    {
        IssuerChain? chain = VerifyAnew(pem, anchor, anchorKey, out string? wrong);
        return (chain, wrong);
    }

    private static IssuerChain? VerifyAnew(ReadOnlyMemory<byte> pem, Certificate anchor, VerificationKey anchorKey, out string? wrong)
    {
        if (!Pem.TryReadCertificates(pem, Certificates, out ImmutableArray<ReadOnlyMemory<byte>> ders, out Malformed? malformed)
            || !CertificateList.TryParse(ders, out ImmutableArray<Certificate> chain, out malformed))
        {
            wrong = malformed!.ToString();
            return null;
        }

        if (chain.Length != Certificates)
        {
            wrong = $"holds {chain.Length} certificates, want {Certificates}: TCB signing certificate and root";
            return null;
        }

        wrong = IntelProfile.Leaf(chain[0], IntelProfile.TcbSigning)
            ?? SameRoot(chain[1], anchor, anchorKey)
            ?? IntelProfile.Issued(chain[0], anchor, anchorKey, intermediatesBelow: 0);
        VerificationKey? key = null;
        wrong ??= RootKeys.Import(chain[0], out key);
        return wrong is null ? new(chain[0], chain[1], key!) : null;
    }

    // The root may be reissued with the same key; then this copy must be a good certificate of its own.
    private static string? SameRoot(Certificate root, Certificate anchor, VerificationKey anchorKey) =>
        root.Raw.Span.SequenceEqual(anchor.Raw.Span) ? null
        : !root.SpkiSha256.Span.SequenceEqual(anchor.SpkiSha256.Span) ? $"{root.Subject} is not the root of the PCK chain: its key differs"
        : IntelProfile.Authority(root, [IntelProfile.RootCa]) ?? IntelProfile.Issued(root, root, anchorKey, intermediatesBelow: 0);
}
