// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>A SPIFFE ID in its one form (SPIFFE ID, section 2): scheme and trust domain in lower case, no empty or dotted segment, nothing escaped.</summary>
public sealed record SpiffeId
{
    /// <summary>Most characters of a trust domain.</summary>
    public const int MaxTrustDomain = 255;

    private const string Scheme = "spiffe://";
    private const string Structure = "SPIFFE ID";
    private const string InDomains = "abcdefghijklmnopqrstuvwxyz0123456789.-_";
    private const int MaxCharacters = 2048;
    private static readonly SearchValues<char> DomainCharacters = SearchValues.Create(InDomains);
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ" + InDomains);

    private SpiffeId(string text, int path)
    {
        Text = text;
        TrustDomain = text[Scheme.Length..path];
        Path = text[path..];
    }

    /// <summary>The whole, for example <c>spiffe://example.org/ns/default/cart</c>.</summary>
    public string Text { get; }

    /// <summary>The part before the path.</summary>
    public string TrustDomain { get; }

    /// <summary>The path with its slashes; empty for a trust domain's own id.</summary>
    public string Path { get; }

    /// <summary>True for the name of a trust domain.</summary>
    public static bool IsTrustDomain(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxTrustDomain && !text.ContainsAnyExcept(DomainCharacters);

    /// <summary>Reads an id; never throws.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpiffeId? id, [NotNullWhen(false)] out Malformed? malformed)
    {
        id = null;
        malformed = Problem(text, out int path);
        if (malformed is null)
        {
            id = new(text, path);
        }

        return id is not null && malformed is null;
    }

    /// <summary>The id in the extensions of an X.509-SVID, which has one URI and no second (X509-SVID, section 2).</summary>
    /// <param name="extensions">Of a certificate, or asked for by a request.</param>
    /// <param name="id">The id, or null.</param>
    /// <param name="malformed">Why there is none.</param>
    public static bool TryReadFrom(
        ImmutableArray<CertificateExtension> extensions, [NotNullWhen(true)] out SpiffeId? id, [NotNullWhen(false)] out Malformed? malformed)
    {
        id = null;
        if (!SubjectAlternativeName.TryReadUris(extensions, out ImmutableArray<string> uris, out malformed))
        {
            return false;
        }

        if (uris.Length != 1)
        {
            malformed = Wrong("URI", $"{uris.Length} URIs among the subject alternative names, want 1");
            return false;
        }

        return TryParse(uris[0], out id, out malformed);
    }

    /// <summary>The whole.</summary>
    public override string ToString() => Text;

    private static Malformed? Problem(string text, out int path)
    {
        path = 0;
        if (text.Length > MaxCharacters || !text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return Wrong("scheme", $"{text.Length} characters, want at most {MaxCharacters} that begin with {Scheme}");
        }

        int slash = text.IndexOf('/', Scheme.Length);
        path = slash < 0 ? text.Length : slash;
        return !IsTrustDomain(text.AsSpan(Scheme.Length..path)) ? Wrong("trust domain", $"want 1 to {MaxTrustDomain} of a-z 0-9 . - _")
            : text[path..].Split('/').Skip(1).All(IsSegment) ? null
            : Wrong("path", "want segments of A-Z a-z 0-9 . - _, none empty, none of dots alone");
    }

    private static bool IsSegment(string segment) =>
        segment.Length > 0 && segment is not ("." or "..") && !segment.AsSpan().ContainsAnyExcept(PathCharacters);

    private static Malformed Wrong(string field, string reason) => new(Structure, field, reason);
}
