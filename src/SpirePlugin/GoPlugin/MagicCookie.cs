// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>The environment variable by which SPIRE says what it wants of a plugin: key and value are the plugin's type.</summary>
internal static class MagicCookie
{
    // Every type that SPIRE knows: a stray second one is told, not guessed away.
    private static readonly ImmutableArray<string> Types =
    [
        "NodeAttestor", "WorkloadAttestor", "KeyManager", "SVIDStore", "CredentialComposer", "UpstreamAuthority", "BundlePublisher", "Notifier",
    ];

    /// <summary>Finds the one cookie.</summary>
    /// <param name="variable">Reads a variable of the environment; null where it is not set.</param>
    /// <param name="type">The plugin's type, or null.</param>
    /// <param name="reason">Why there is none, for a person at a terminal, or null.</param>
    public static bool TryFind(Func<string, string?> variable, [NotNullWhen(true)] out string? type, [NotNullWhen(false)] out string? reason)
    {
        ImmutableArray<string> found = [.. Types.Where(each => variable(each) == each)];
        type = found is [string only] ? only : null;
        reason = found.Length switch
        {
            0 => "this is a plugin that a SPIRE server or agent starts; it is not for a terminal",
            1 => null,
            _ => $"the environment asks for {string.Join(" and ", found)} at once; a SPIRE asks for one",
        };
        return type is not null;
    }
}
