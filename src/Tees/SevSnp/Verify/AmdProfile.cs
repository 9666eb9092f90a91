// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>What AMD's certificates look like. AMD VCEK Certificate and KDS Interface Specification, doc 57230, chapters 2 and 3.</summary>
/// <remarks>Leaves have neither key usage nor key identifiers, and serial 0: none of these is demanded of them.</remarks>
internal static class AmdProfile
{
    /// <summary>DER of an RSA-4096 key with exponent 65537, and of a P-384 key.</summary>
    private const int Rsa4096SpkiBytes = 550;
    private const int P384SpkiBytes = 120;

    public static string LeafName(VekKind kind) => kind == VekKind.Vlek ? "SEV-VLEK" : "SEV-VCEK";

    public static string IssuerName(SnpProduct product, VekKind kind) => kind == VekKind.Vlek ? $"SEV-VLEK-{product}" : $"SEV-{product}";

    public static string RootName(SnpProduct product) => $"ARK-{product}";

    /// <summary>What is wrong with ARK, ASK or ASVK, or null.</summary>
    public static string? Authority(Certificate certificate, string commonName)
    {
        string? name = certificate.Subject.CommonName;
        return name != commonName ? $"got common name \"{name}\", want {commonName}"
            : !certificate.IsCertificateAuthority ? $"{name} lacks the CA flag or keyCertSign"
            : certificate.SubjectPublicKeyInfo.Length != Rsa4096SpkiBytes ? $"{name} has a key other than RSA-4096"
            : null;
    }

    /// <summary>What is wrong with a VCEK or VLEK, or null.</summary>
    public static string? Leaf(Certificate certificate, VekKind kind)
    {
        string? name = certificate.Subject.CommonName;
        return name != LeafName(kind) ? $"got common name \"{name}\", want {LeafName(kind)}"
            : certificate.BasicConstraints is { CertificateAuthority: true } ? $"{name} is a CA, want an end certificate"
            : certificate.SubjectPublicKeyInfo.Length != P384SpkiBytes ? $"{name} has a key other than P-384"
            : null;
    }

    /// <summary>Why <paramref name="issuer"/> did not issue <paramref name="child"/>, or null where it did.</summary>
    public static string? Issued(Certificate child, Certificate issuer, VerificationKey key, int intermediatesBelow)
    {
        Issuance issuance = CertificatePath.Verify(child, issuer, key);
        return issuance != Issuance.Issued ? $"{child.Subject} is not issued by {issuer.Subject}: {issuance}"
            : !issuer.PermitsIntermediates(intermediatesBelow) ? $"{issuer.Subject} permits no intermediate below it"
            : null;
    }
}
