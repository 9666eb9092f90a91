// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Configuration;

/// <summary>The text that SPIRE gives a plugin as its options.</summary>
internal static class OptionsText
{
    private static readonly JsonLimits Limits = new(256 << 10);

    /// <summary>Reads the text.</summary>
    /// <param name="text">As SPIRE sent it; empty stands for no options.</param>
    /// <param name="root">The options, or null for none.</param>
    /// <param name="problem">What is wrong with the text itself, or null.</param>
    public static bool TryParse(string text, out JsonItem? root, [NotNullWhen(false)] out ConfigProblem? problem)
    {
        root = null;
        problem = null;
        if (text.AsSpan().IsWhiteSpace())
        {
            return true;
        }

        if (!StrictJson.TryParse(Encoding.UTF8.GetBytes(text), "plugin_data", Limits, out root, out Malformed? malformed))
        {
            problem = new(malformed.Line ?? 1, "", malformed.Reason);
        }

        return problem is null;
    }
}
