// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A PKCS #10 request in strict DER (RFC 2986, section 4): a key whose holder signed it, and the names that he asks for.</summary>
/// <remarks>Read, not trusted: <see cref="IsSignedByItsKey"/> is for the caller to ask. Immutable and thread-safe.</remarks>
public sealed class SigningRequest : IWire<SigningRequest>
{
    private const string Structure = "certificate request";

    private SigningRequest(ref DerReader der)
    {
        int whole = der.Enter(DerTag.Sequence, "CertificationRequest");
        int start = der.Position;
        int signed = der.Enter(DerTag.Sequence, "certificationRequestInfo");
        if (der.Small("version") is var version && version != 0)
        {
            der.Fail("version", $"encoded as {version}, want 0 (version 1)");
        }

        DistinguishedName.Read(ref der, "subject");
        SubjectPublicKeyInfo = der.Element(DerTag.Sequence, "subjectPKInfo");
        Extensions = RequestedExtensions.Read(ref der);
        der.Leave(signed, "certificationRequestInfo");
        Signed = der.Since(start);
        SignatureAlgorithm = der.Element(DerTag.Sequence, "signatureAlgorithm");
        Signature = der.WholeBytes("signature");
        der.Leave(whole, "CertificationRequest");
        der.Finish("CertificationRequest");
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; private init; }

    /// <summary>The signed bytes: certificationRequestInfo with tag and length.</summary>
    public ReadOnlyMemory<byte> Signed { get; }

    /// <summary>DER of the SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo { get; }

    /// <summary>SHA-256 of <see cref="SubjectPublicKeyInfo"/>, 32 bytes.</summary>
    public ReadOnlyMemory<byte> SpkiSha256 => SHA256.HashData(SubjectPublicKeyInfo.Span);

    /// <summary>The extensions that are asked for; empty where none are, as in Dapr's requests.</summary>
    public ImmutableArray<CertificateExtension> Extensions { get; }

    /// <summary>DER of the AlgorithmIdentifier.</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    /// <summary>The signature as it stands in the BIT STRING.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out SigningRequest? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        DerReader der = new(bytes, Structure);
        SigningRequest read = new(ref der) { Raw = bytes };
        malformed = der.Fault;
        parsed = malformed is null ? read : null;
        return parsed is not null && malformed is null;
    }

    /// <summary>True where the request's own key signed it: Ed25519, ECDSA on P-256 or P-384 with the hash of its size, RSA with SHA-256.</summary>
    /// <param name="ed25519">Checks Ed25519 signatures.</param>
    public bool IsSignedByItsKey(IEd25519 ed25519)
    {
        if (SignatureAlgorithm.Span.SequenceEqual(Ed25519))
        {
            return Ed25519Spki.TryRead(SubjectPublicKeyInfo.Span, out ReadOnlySpan<byte> raw) && ed25519.Verify(raw, Signed.Span, Signature.Span);
        }

        SignatureScheme scheme = SignatureScheme.RsaPkcs1Sha256;
        bool isKnown = SignatureAlgorithm.Span.SequenceEqual(Sha256WithRsa) || X509.SignatureAlgorithm.TryRead(SignatureAlgorithm.Span, out scheme, out _);
        if (!isKnown || !VerificationKey.TryImport(SubjectPublicKeyInfo, out VerificationKey? key, out _))
        {
            return false;
        }

        using (key)
        {
            return key.Verifies(scheme, Signed.Span, Signature.Span);
        }
    }

    /// <summary>1.3.101.112, RFC 8410, section 3: parameters absent.</summary>
    private static ReadOnlySpan<byte> Ed25519 => [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70];

    /// <summary>1.2.840.113549.1.1.11 and NULL, RFC 4055, section 5; no vendor's chain may use it, so it is known here alone.</summary>
    private static ReadOnlySpan<byte> Sha256WithRsa =>
        [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B, 0x05, 0x00];
}
