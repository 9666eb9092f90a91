// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Bindings;

/// <summary>A key whose binding is asked for: in a certificate, in a request, or by its digest alone.</summary>
public sealed record BindingSubject
{
    private BindingSubject(string kind, ReadOnlyMemory<byte> spki)
    {
        Kind = kind;
        Spki = spki;
    }

    /// <summary>SHA-256 of the key's SubjectPublicKeyInfo; 32 bytes.</summary>
    public ReadOnlyMemory<byte> Spki { get; }

    /// <summary>The certificate; null where something else was given.</summary>
    public Certificate? Certificate { get; private init; }

    /// <summary>The request; null where something else was given.</summary>
    public SigningRequest? Request { get; private init; }

    private string Kind { get; }

    /// <summary>The key of a certificate.</summary>
    public static BindingSubject Of(Certificate certificate) => new($"certificate {Hex.Of(certificate.Sha256)}", certificate.SpkiSha256) { Certificate = certificate };

    /// <summary>The key of a request.</summary>
    public static BindingSubject Of(SigningRequest request) => new("request", request.SpkiSha256) { Request = request };

    /// <summary>A key by SHA-256 of its SubjectPublicKeyInfo, 32 bytes.</summary>
    public static BindingSubject OfSpki(ReadOnlyMemory<byte> spki) => new("key", spki);

    /// <summary>True where the extensions, if there are any, name whom the key is to stand for: a request need not, a certificate must.</summary>
    internal bool MustName => Certificate is not null || CertificateExtension.Find(Extensions.AsSpan(), ExtensionOids.SubjectAlternativeName) >= 0;

    internal ImmutableArray<CertificateExtension> Extensions => Certificate?.Extensions ?? Request?.Extensions ?? [];

    /// <summary>For messages; two that say the same are the same.</summary>
    public override string ToString() => $"{Kind} with key {Hex.Of(Spki.Span)}";
}
