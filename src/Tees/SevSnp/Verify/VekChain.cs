// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 4: the signing key is certified by ASK or ASVK. Witness that the certificate is AMD's; dates are judged at each use.</summary>
internal sealed class VekChain
{
    private VekChain(Certificate leaf, VerificationKey key, VekCertificate vek)
    {
        Leaf = leaf;
        Key = key;
        Vek = vek;
    }

    public Certificate Leaf { get; }

    public VerificationKey Key { get; }

    public VekCertificate Vek { get; }

    /// <param name="leaf">The certificate in DER.</param>
    /// <param name="product">The product whose chain it must hang under.</param>
    /// <param name="kind">What the report says it is.</param>
    /// <param name="vendor">Its issuers.</param>
    /// <param name="cache">Keeps verified leaves.</param>
    public static Step<VekChain> Verify(Endorsement leaf, SnpProduct product, VekKind kind, VendorChain vendor, VerifiedCache cache)
    {
        if (!cache.Keeps)
        {
            return VerifyAnew(leaf.Bytes, product, kind, vendor);
        }

        // The issuer's certificate names its key: what was verified under it holds under every chain that it is part of.
        return cache.Get(
            new VerifiedKey($"snp/{product.Name}/{SevSnpWords.Of(kind)}/vek", leaf.Sha256, vendor.Issuer.Sha256),
            (leaf, product, kind, vendor),
            static input => VerifyAnew(input.leaf.Bytes, input.product, input.kind, input.vendor));
    }

    /// <summary>Dates of the whole chain, at this use.</summary>
    public Check Validity(VendorChain vendor, DateTimeOffset now) =>
        CertificateDates.Check(SevSnpRules.VekValidity, [Leaf, vendor.Issuer, vendor.Root], now);

    private static Step<VekChain> VerifyAnew(ReadOnlyMemory<byte> der, SnpProduct product, VekKind kind, VendorChain vendor)
    {
        if (!Certificate.TryParse(der, out Certificate? leaf, out Malformed? malformed))
        {
            return new([Check.Broken(SevSnpRules.VekWellFormed, malformed)], null);
        }

        Check wellFormed = Check.Pass(SevSnpRules.VekWellFormed);
        if (AmdProfile.Leaf(leaf, kind) is { } wrong)
        {
            return new([wellFormed, Check.Fail(SevSnpRules.VekProfile, wrong)], null);
        }

        Check profile = Check.Pass(SevSnpRules.VekProfile, leaf.Subject.CommonName);
        VerificationKey? key = null;
        string? broken = AmdProfile.Issued(leaf, vendor.Issuer, vendor.IssuerKey, intermediatesBelow: 0) ?? RootKeys.Import(leaf, out key);
        if (broken is not null)
        {
            return new([wellFormed, profile, Check.Fail(SevSnpRules.VekSignature, broken)], null);
        }

        (Check[] extensions, VekCertificate? vek) = Extensions(leaf, product, kind);
        return new([wellFormed, profile, Check.Pass(SevSnpRules.VekSignature), .. extensions], vek is null ? null : new(leaf, key!, vek));
    }

    private static (Check[] Checks, VekCertificate? Vek) Extensions(Certificate leaf, SnpProduct product, VekKind kind)
    {
        VekCertificate? vek = VekCertificate.Of(leaf, out Malformed? malformed);
        if (vek is null || vek.Kind != kind)
        {
            string got = malformed?.ToString() ?? $"the certificate is of a {SevSnpWords.Of(vek!.Kind)}, want a {SevSnpWords.Of(kind)}";
            return ([Check.Fail(SevSnpRules.VekExtensions, got)], null);
        }

        Check complete = Check.Pass(SevSnpRules.VekExtensions, vek.CspId);
        Check same = Check.Require(
            SevSnpRules.VekProduct, vek.Product == product, vek.ProductName, product.Line, $"the certificate is of {vek.Product}, its chain or the report of {product}");
        return ([complete, same], same.Outcome == Outcome.Pass ? vek : null);
    }
}
