// SPDX-License-Identifier: Apache-2.0

namespace Attestation.X509;

/// <summary>One link of a certification path (RFC 5280, section 6.1.3); never the machine's store, never a download.</summary>
/// <remarks>
/// Dates, path length, common names and the pin are the caller's rules: <see cref="Certificate.IsInValidity"/>,
/// <see cref="Certificate.PermitsIntermediates"/>, <see cref="PinnedRoot.Matches"/>. Pure.
/// </remarks>
public static class CertificatePath
{
    /// <summary>Says whether <paramref name="issuer"/> issued <paramref name="child"/>; the cheap checks come first.</summary>
    /// <param name="child">The certificate below; for a self-signed root the same as <paramref name="issuer"/>.</param>
    /// <param name="issuer">The certificate above.</param>
    /// <param name="issuerKey">The key of <paramref name="issuer"/>, imported by the caller, who may have kept it.</param>
    public static Issuance Verify(Certificate child, Certificate issuer, VerificationKey issuerKey)
    {
        if (child.UnprocessedCritical is not null)
        {
            return Issuance.UnprocessedCriticalExtension;
        }

        Issuance names = CompareNames(child.Issuer, child.AuthorityKeyIdentifier, issuer);
        return names != Issuance.Issued ? names
            : !issuer.IsCertificateAuthority ? Issuance.IssuerMayNotSign
            : VerifySignature(issuer, issuerKey, child.SignatureAlgorithm.Span, child.Tbs.Span, child.Signature.Span);
    }

    /// <summary>Says whether <paramref name="issuer"/> issued <paramref name="crl"/>; its dates are the caller's rule.</summary>
    /// <param name="crl">The list.</param>
    /// <param name="issuer">The certificate whose key signs lists.</param>
    /// <param name="issuerKey">The key of <paramref name="issuer"/>.</param>
    public static Issuance Verify(CertificateRevocationList crl, Certificate issuer, VerificationKey issuerKey)
    {
        Issuance names = CompareNames(crl.Issuer, crl.AuthorityKeyIdentifier, issuer);
        return names != Issuance.Issued ? names
            : !issuer.MaySignCrls ? Issuance.IssuerMayNotSign
            : VerifySignature(issuer, issuerKey, crl.SignatureAlgorithm.Span, crl.Tbs.Span, crl.Signature.Span);
    }

    private static Issuance CompareNames(DistinguishedName name, ReadOnlyMemory<byte>? keyIdentifier, Certificate issuer) =>
        name != issuer.Subject ? Issuance.IssuerNameDiffers
        : keyIdentifier is { } authority && issuer.SubjectKeyIdentifier is { } subject && !authority.Span.SequenceEqual(subject.Span)
            ? Issuance.KeyIdentifierDiffers
        : Issuance.Issued;

    private static Issuance VerifySignature(
        Certificate issuer,
        VerificationKey issuerKey,
        ReadOnlySpan<byte> algorithm,
        ReadOnlySpan<byte> signedBytes,
        ReadOnlySpan<byte> signature) =>
        !issuerKey.SubjectPublicKeyInfo.Span.SequenceEqual(issuer.SubjectPublicKeyInfo.Span) ? Issuance.KeyIsNotTheIssuers
        : !SignatureAlgorithm.TryRead(algorithm, out SignatureScheme scheme, out _) ? Issuance.SignatureAlgorithmUnknown
        : !issuerKey.Verifies(scheme, signedBytes, signature) ? Issuance.SignatureWrong
        : Issuance.Issued;
}
