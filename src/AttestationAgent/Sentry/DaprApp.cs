// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.Agent.Sentry;

/// <summary>An application as Dapr names it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Id">Its app id.</param>
internal sealed record DaprApp(string Namespace, string Id)
{
    /// <summary>Most characters of an app id (Dapr, pkg/sentry/server/validator/internal/common.go).</summary>
    public const int MaxId = 64;

    /// <summary>Most characters of a namespace (RFC 1123 label).</summary>
    public const int MaxNamespace = 63;

    /// <summary>What both are made of, for messages: an app id has no dot in Dapr, and neither has a slash, which would be another SPIFFE ID.</summary>
    public const string Alphabet = "A-Z a-z 0-9 - _";

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>True for the name of a namespace.</summary>
    public static bool IsNamespace(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxNamespace && !text.ContainsAnyExcept(Allowed);

    /// <summary>True for an app id.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxId && !text.ContainsAnyExcept(Allowed);

    /// <summary>Reads <c>namespace/app id</c>; null where it is not that.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DaprApp? app)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        app = slash > 0 && IsNamespace(text.AsSpan(0, slash)) && IsId(text.AsSpan(slash + 1)) ? new(text[..slash], text[(slash + 1)..]) : null;
        return app is not null;
    }

    /// <summary><c>namespace/app id</c>.</summary>
    public override string ToString() => $"{Namespace}/{Id}";
}
