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
            : !IsP256(certificate) ? $"{name} has a key other than P-256"
            : null;
    }

    // id-ecPublicKey, prime256v1: the AlgorithmIdentifier that follows the outer SEQUENCE header.
    private static bool IsP256(Certificate certificate) =>
        certificate.SubjectPublicKeyInfo.Span is { Length: 91 } spki && spki[2..23].SequenceEqual(P256Algorithm);

    private static ReadOnlySpan<byte> P256Algorithm =>
    [
        0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07,
    ];
}
