// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Agent.Sentry.V1;
using Attestation.Wire;
using Attestation.X509;
using Google.Protobuf;

namespace Attestation.Agent.Sentry;

/// <summary>What Sentry answered: a leaf that holds the bound key, names the bound id and signs no others.</summary>
/// <remarks>Sentry's own chain is not judged here: whoever trusts the certificate does that. The answer goes on as it was received.</remarks>
internal static class IssuedCertificate
{
    private const int MaxCertificates = 8;

    /// <summary>Reads the leaf of an answer and holds it against the binding.</summary>
    /// <param name="answer">SignCertificateResponse as received.</param>
    /// <param name="claim">What was bound.</param>
    /// <param name="leaf">The leaf, or null.</param>
    /// <param name="problem">Got and want, or null.</param>
    public static bool TryRead(ReadOnlyMemory<byte> answer, KeyClaim claim, [NotNullWhen(true)] out Certificate? leaf, [NotNullWhen(false)] out string? problem)
    {
        leaf = null;
        if (!TryParse(answer, out ReadOnlyMemory<byte> pem, out problem))
        {
            return false;
        }

        if (!Pem.TryReadCertificates(pem, MaxCertificates, out ImmutableArray<ReadOnlyMemory<byte>> chain, out Malformed? malformed)
            || !Certificate.TryParse(chain[0], out Certificate? read, out malformed))
        {
            problem = malformed.ToString();
            return false;
        }

        problem = ProblemOf(read, claim);
        leaf = problem is null ? read : null;
        return leaf is not null && problem is null;
    }

    private static bool TryParse(ReadOnlyMemory<byte> answer, out ReadOnlyMemory<byte> pem, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            pem = SignCertificateResponse.Parser.ParseFrom(answer.Span).WorkloadCertificate.Memory;
            problem = null;
            return true;
        }
        catch (InvalidProtocolBufferException malformed)
        {
            pem = default;
            problem = $"not a SignCertificateResponse: {malformed.Message}";
            return false;
        }
    }

    private static string? ProblemOf(Certificate leaf, KeyClaim claim)
    {
        if (!leaf.SpkiSha256.Span.SequenceEqual(claim.Csr.SpkiSha256.Span))
        {
            return $"the certificate holds the key {Hex.Of(leaf.SpkiSha256.Span)}, want {Hex.Of(claim.Csr.SpkiSha256.Span)}, which was bound";
        }

        if (!SpiffeId.TryReadFrom(leaf.Extensions, out SpiffeId? id, out Malformed? malformed))
        {
            return $"the certificate names nobody: {malformed}";
        }

        return id.Text != claim.SpiffeId ? $"the certificate names {id}, want {claim.SpiffeId}, which was bound: is sentry.trustDomains what Sentry has?"
            : leaf.BasicConstraints is { CertificateAuthority: true } || leaf.IsCertificateAuthority ? "the certificate is a certificate authority's, want a leaf"
            : null;
    }
}
