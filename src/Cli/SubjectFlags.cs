// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.CommandLine;
using Attestation.Bindings;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Cli;

/// <summary>The keys whose bindings a person asks a proof bundle for: in certificates, in a request, or by digest.</summary>
internal sealed class SubjectFlags
{
    private const int SpkiBytes = 32;
    private const int MaxChain = 8;

    private readonly Option<string[]> certificates = new("--certificate")
    {
        Description = "a certificate, PEM or DER, whose key must be bound to a measured program; a chain begins with it",
        HelpName = "FILE",
    };

    private readonly Option<string?> csr = new("--csr") { Description = "the same for a certificate request", HelpName = "FILE" };
    private readonly Option<string?> spki = new("--spki") { Description = "the same for a key, by SHA-256 of its SubjectPublicKeyInfo, 64 hex digits", HelpName = "HEX" };

    /// <summary>Gives a verb these flags.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(certificates);
        command.Options.Add(csr);
        command.Options.Add(spki);
    }

    /// <summary>The keys, in the order of the flags' help.</summary>
    /// <exception cref="CliError">A file is no certificate or request, or the digest is none.</exception>
    public ImmutableArray<BindingSubject> Subjects(Session session, ParseResult parsed) =>
    [
        .. (parsed.GetValue(certificates) ?? []).Select(path => OfCertificate(session, path)),
        .. parsed.GetValue(csr) is { } path ? [OfRequest(session, path)] : ImmutableArray<BindingSubject>.Empty,
        .. parsed.GetValue(spki) is { } hex ? [OfDigest(hex)] : ImmutableArray<BindingSubject>.Empty,
    ];

    /// <summary>The name of a flag that is given; null where none is.</summary>
    public string? Given(ParseResult parsed) =>
        parsed.GetValue(certificates) is { Length: > 0 } ? certificates.Name
        : parsed.GetValue(csr) is not null ? csr.Name
        : parsed.GetValue(spki) is not null ? spki.Name
        : null;

    private BindingSubject OfCertificate(Session session, string path)
    {
        ImmutableArray<Certificate> chain = [.. Ders(session, path).Select(der =>
            Certificate.TryParse(der, out Certificate? certificate, out Malformed? malformed) ? certificate : throw Wrong(certificates.Name, path, malformed))];
        return chain.Skip(1).All(each => each.IsCertificateAuthority)
            ? BindingSubject.Of(chain[0])
            : throw new CliError($"{certificates.Name}: {Input.NameOf(path)}: has a second certificate that is no authority's, want one for each flag");
    }

    private ImmutableArray<ReadOnlyMemory<byte>> Ders(Session session, string path)
    {
        byte[] bytes = Input.Read(session.Surroundings, path);
        return !IsPem(bytes) ? [bytes]
            : Pem.TryReadCertificates(bytes, MaxChain, out ImmutableArray<ReadOnlyMemory<byte>> ders, out Malformed? malformed) ? ders
            : throw Wrong(certificates.Name, path, malformed);
    }

    private BindingSubject OfRequest(Session session, string path)
    {
        byte[] bytes = Input.Read(session.Surroundings, path);
        ReadOnlyMemory<byte> der = bytes;
        if (IsPem(bytes) && !Pem.TryReadRequest(bytes, out der, out Malformed? pem))
        {
            throw Wrong(csr.Name, path, pem);
        }

        return SigningRequest.TryParse(der, out SigningRequest? request, out Malformed? malformed)
            ? BindingSubject.Of(request)
            : throw Wrong(csr.Name, path, malformed);
    }

    private BindingSubject OfDigest(string hex) => Hex.TryRead(hex, SpkiBytes, out byte[]? digest)
        ? BindingSubject.OfSpki(digest)
        : throw new CliError($"{spki.Name}: is {hex.Length} characters, want {2 * SpkiBytes} hex digits");

    private static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.StartsWith("-----BEGIN "u8);

    private static CliError Wrong(string flag, string path, Malformed malformed) => new($"{flag}: {Input.NameOf(path)}: {malformed}");
}
