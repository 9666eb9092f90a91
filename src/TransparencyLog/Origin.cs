// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.X509;

namespace Attestation.TransparencyLog;

/// <summary>A log's name and its key's name: <c>trust domain/attestation-agent/run id</c> (CONTRACTS, section 1.1).</summary>
public sealed record Origin
{
    private const string Middle = "/attestation-agent/";

    private Origin(string trustDomain, RunId runId)
    {
        TrustDomain = trustDomain;
        RunId = runId;
    }

    /// <summary>The trust domain.</summary>
    public string TrustDomain { get; }

    /// <summary>The run.</summary>
    public RunId RunId { get; }

    /// <summary>The origin of a run.</summary>
    /// <exception cref="ArgumentException">The trust domain is not one.</exception>
    public static Origin Of(string trustDomain, RunId runId) => IsTrustDomain(trustDomain)
        ? new(trustDomain, runId)
        : throw new ArgumentException($"trust domain \"{trustDomain}\", want 1 to {SpiffeId.MaxTrustDomain} of a-z 0-9 . - _", nameof(trustDomain));

    /// <summary>True where an origin may begin with it.</summary>
    public static bool IsTrustDomain(ReadOnlySpan<char> text) => SpiffeId.IsTrustDomain(text);

    /// <summary>Reads an origin; false on any other form.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Origin? origin)
    {
        origin = null;
        int at = text.Length - RunId.Length - Middle.Length;
        if (at > 0
            && text[at..].StartsWith(Middle, StringComparison.Ordinal)
            && IsTrustDomain(text[..at])
            && RunId.TryParse(text[(at + Middle.Length)..], out RunId? runId))
        {
            origin = new(text[..at].ToString(), runId);
        }

        return origin is not null;
    }

    /// <summary>The text that stands in checkpoints and signature lines.</summary>
    public override string ToString() => TrustDomain + Middle + RunId;
}
