// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.SevSnp.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 3: ASK or ASVK comes from an accepted ARK. Witness that the keys are AMD's; dates and revocation are judged at each use.</summary>
internal sealed class VendorChain
{
    private VendorChain(Certificate issuer, Certificate root, VerificationKey issuerKey, VerificationKey rootKey, TrustedRoot trusted)
    {
        Issuer = issuer;
        Root = root;
        IssuerKey = issuerKey;
        RootKey = rootKey;
        TrustedRoot = trusted;
    }

    /// <summary>ASK or ASVK.</summary>
    public Certificate Issuer { get; }

    /// <summary>ARK.</summary>
    public Certificate Root { get; }

    public VerificationKey IssuerKey { get; }

    public VerificationKey RootKey { get; }

    /// <summary>Which accepted root the chain ends in.</summary>
    public TrustedRoot TrustedRoot { get; }

    public static Step<VendorChain> Verify(VendorCertificates found, SnpProduct product, VekKind kind, AppraisalContext context)
    {
        if (!context.Cache.Keeps)
        {
            return VerifyAnew(found, product, kind, context.Roots);
        }

        Span<byte> received = stackalloc byte[SHA256.HashSizeInBytes];
        found.CopySha256(received);
        return context.Cache.Get(
            new VerifiedKey($"snp/{product.Name}/{SevSnpWords.Of(kind)}/ark", received, context.Roots.Sha256),
            (found, product, kind, context.Roots),
            static input => VerifyAnew(input.found, input.product, input.kind, input.Roots));
    }

    /// <summary>The same without context: what a cache lets in and gives out.</summary>
    public static Step<VendorChain> VerifyAnew(VendorCertificates found, SnpProduct product, VekKind kind, RootSet roots)
    {
        if (!found.TryParse(out ImmutableArray<Certificate> chain, out Malformed? malformed))
        {
            return new([Check.Broken(SevSnpRules.ArkWellFormed, malformed)], null);
        }

        Check wellFormed = Check.Pass(SevSnpRules.ArkWellFormed);
        if (Profile(chain, product, kind) is { } wrong)
        {
            return new([wellFormed, Check.Fail(SevSnpRules.ArkProfile, wrong)], null);
        }

        Check profile = Check.Pass(SevSnpRules.ArkProfile, $"{AmdProfile.RootName(product)} → {AmdProfile.IssuerName(product, kind)}");
        if (Path(chain, roots, out VerificationKey? issuerKey, out VerificationKey? rootKey) is { } broken)
        {
            return new([wellFormed, profile, Check.Fail(SevSnpRules.ArkSignatures, broken)], null);
        }

        TrustedRoot? root = roots.Find(chain[1]);
        return new(
            [wellFormed, profile, Check.Pass(SevSnpRules.ArkSignatures), roots.Check(SevSnpRules.ArkRoot, chain[1], root)],
            root is null ? null : new(chain[0], chain[1], issuerKey!, rootKey!, root));
    }

    private static string? Profile(ImmutableArray<Certificate> chain, SnpProduct product, VekKind kind) =>
        AmdProfile.Authority(chain[0], AmdProfile.IssuerName(product, kind)) ?? AmdProfile.Authority(chain[1], AmdProfile.RootName(product));

    private static string? Path(ImmutableArray<Certificate> chain, RootSet roots, out VerificationKey? issuerKey, out VerificationKey? rootKey)
    {
        rootKey = null;
        return RootKeys.Import(chain[0], out issuerKey)
            ?? roots.Key(chain[1], out rootKey)
            ?? AmdProfile.Issued(chain[1], chain[1], rootKey!, intermediatesBelow: 1)
            ?? AmdProfile.Issued(chain[0], chain[1], rootKey!, intermediatesBelow: 1);
    }
}
