// SPDX-License-Identifier: Apache-2.0

using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>What Intel's certificates look like. PCK Certificate and CRL Profile Specification, rev. 1.5, section 1.3.</summary>
internal static class IntelProfile
{
    public const string RootCa = "Intel SGX Root CA";
    public const string PckPrefix = "Intel SGX PCK ";
    public const string PckLeaf = "Intel SGX PCK Certificate";
    public const string TcbSigning = "Intel SGX TCB Signing";

    /// <summary>The two authorities that issue PCK certificates: of registered platforms, and of single processors.</summary>
    public static ReadOnlySpan<string> PckIssuers => new[] { PlatformCa, ProcessorCa };

    public const string PlatformCa = "Intel SGX PCK Platform CA";
    public const string ProcessorCa = "Intel SGX PCK Processor CA";

    /// <summary>What is wrong with an end certificate, or null.</summary>
    public static string? Leaf(Certificate certificate, string commonName) =>
        Any(certificate, [commonName])
        ?? (certificate.BasicConstraints!.Value.CertificateAuthority ? $"{commonName} is a CA, want an end certificate"
            : !certificate.MaySign ? $"{commonName} lacks digitalSignature in its KeyUsage"
            : null);

    /// <summary>What is wrong with a CA certificate, or null.</summary>
    public static string? Authority(Certificate certificate, ReadOnlySpan<string> commonNames) =>
        Any(certificate, commonNames)
        ?? (certificate.IsCertificateAuthority ? null : $"{certificate.Subject} lacks the CA flag or keyCertSign");

    /// <summary>Why <paramref name="issuer"/> did not issue <paramref name="child"/>, or null where it did.</summary>
    public static string? Issued(Certificate child, Certificate issuer, VerificationKey key, int intermediatesBelow)
    {
        Issuance issuance = CertificatePath.Verify(child, issuer, key);
        return issuance != Issuance.Issued ? $"{child.Subject} is not issued by {issuer.Subject}: {issuance}"
            : !issuer.PermitsIntermediates(intermediatesBelow) ? $"{issuer.Subject} permits no intermediate below it"
            : null;
    }

    private static string? Any(Certificate certificate, ReadOnlySpan<string> commonNames)
    {
        string? name = certificate.Subject.CommonName;
        return !commonNames.Contains(name!) ? $"got common name \"{name}\", want {string.Join(" or ", commonNames!)}"
            : certificate.AuthorityKeyIdentifier is null ? $"{name} lacks AuthorityKeyIdentifier"
            : !certificate.HasCrlDistributionPoints ? $"{name} lacks CRLDistributionPoints"
            : certificate.SubjectKeyIdentifier is null ? $"{name} lacks SubjectKeyIdentifier"
            : certificate.KeyUsage is null ? $"{name} lacks KeyUsage"
            : certificate.BasicConstraints is null ? $"{name} lacks BasicConstraints"
            : !certificate.HasP256Key ? $"{name} has a key other than P-256"
            : null;
    }

}
