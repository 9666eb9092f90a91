// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.TransparencyLog;

namespace Attestation.SpirePlugin.Configuration;

/// <summary>A SPIFFE trust domain's name: 1 to 255 of <c>a-z 0-9 . - _</c> (SPIFFE-ID, section 2.1).</summary>
internal sealed record TrustDomainName
{
    private const string Scheme = "spiffe://";

    private TrustDomainName(string name) => Name = name;

    /// <summary>Stands in where SPIRE named none, so that options can still be read for their problems.</summary>
    public static TrustDomainName Unnamed { get; } = new("unnamed.invalid");

    /// <summary>The bare name, <c>example.org</c>.</summary>
    public string Name { get; }

    /// <summary>Its SPIFFE ID, <c>spiffe://example.org</c>.</summary>
    public string Id => Scheme + Name;

    /// <summary>Reads a bare name.</summary>
    /// <param name="text">As SPIRE sent it.</param>
    /// <param name="name">The name, or null.</param>
    /// <param name="reason">What is wrong, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TrustDomainName? name, [NotNullWhen(false)] out string? reason)
    {
        name = Origin.IsTrustDomain(text) ? new(text) : null;
        reason = name is null ? $"has {text.Length} characters, want 1 to 255 of a-z 0-9 . - _" : null;
        return name is not null;
    }

    /// <summary>The bare name.</summary>
    public override string ToString() => Name;
}
