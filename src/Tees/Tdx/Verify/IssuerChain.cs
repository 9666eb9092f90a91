// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Witness that a TCB signing certificate comes from the root of the PCK chain.</summary>
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

    public static Step<IssuerChain> Verify(Endorsement chain, PckChain pck, Rule rule, VerifiedCache cache)
    {
        Span<byte> parts = stackalloc byte[2 * SHA256.HashSizeInBytes];
        chain.Sha256.CopyTo(parts);
        SHA256.HashData(pck.Root.Raw.Span, parts[SHA256.HashSizeInBytes..]);
        return cache.Get("tdx/issuer-chain"u8, parts, (chain, pck, rule), static input =>
        {
            IssuerChain? made = VerifyAnew(input.chain.Bytes, input.pck, out string? wrong);
            return new Step<IssuerChain>(
                [made is null ? Check.Fail(input.rule, wrong!) : Check.Pass(input.rule, made.Signer.Subject.ToString())], made);
        });
    }

    private static IssuerChain? VerifyAnew(ReadOnlyMemory<byte> pem, PckChain pck, out string? wrong)
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
            ?? SameRoot(chain[1], pck)
            ?? IntelProfile.Issued(chain[0], pck.Root, pck.RootKey, intermediatesBelow: 0);
        VerificationKey? key = null;
        wrong ??= IntelProfile.Key(chain[0], out key);
        return wrong is null ? new(chain[0], chain[1], key!) : null;
    }

    // The root may be reissued with the same key; then this copy must be a good certificate of its own.
    private static string? SameRoot(Certificate root, PckChain pck) =>
        root.Raw.Span.SequenceEqual(pck.Root.Raw.Span) ? null
        : !root.SpkiSha256.Span.SequenceEqual(pck.Root.SpkiSha256.Span) ? $"{root.Subject} is not the root of the PCK chain: its key differs"
        : IntelProfile.Authority(root, [IntelProfile.RootCa]) ?? IntelProfile.Issued(root, root, pck.RootKey, intermediatesBelow: 0);
}
