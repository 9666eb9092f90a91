// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Reads what SPIRE hands a plugin: HCL v1 (hashicorp/hcl 1.0, parser and scanner), or a JSON object. Both become one tree; never throws.</summary>
/// <remarks>At most 1 MiB, 32 deep. A repeated block becomes an array of objects, in order; whether that is a list or one object is for its reader to say.</remarks>
internal static class HclReader
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads a configuration.</summary>
    /// <param name="text">As received; empty is an empty object.</param>
    /// <param name="root">The object, or null.</param>
    /// <param name="problem">The first thing that is wrong, with its line, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonItem? root, [NotNullWhen(false)] out ConfigProblem? problem)
    {
        root = null;
        problem = null;
        if (Encoding.UTF8.GetByteCount(text) is var bytes and > MaxBytes)
        {
            problem = new(1, "", $"is {bytes} bytes, at most {MaxBytes} are read");
            return false;
        }

        return text.AsSpan().TrimStart() is ['{', ..] ? TryJson(text, out root, out problem) : TryHcl(text, out root, out problem);
    }

    private static bool TryJson(string text, out JsonItem? root, out ConfigProblem? problem)
    {
        bool reads = StrictJson.TryParse(Encoding.UTF8.GetBytes(text), "configuration", JsonLimits.Document, out root, out Malformed? malformed);
        problem = reads ? null : new(malformed!.Line ?? 1, "", malformed.Reason);
        return reads;
    }

    private static bool TryHcl(string text, out JsonItem? root, out ConfigProblem? problem)
    {
        try
        {
            root = new HclParser(text).Document();
            problem = null;
            return true;
        }
        catch (HclException refused)
        {
            root = null;
            problem = new(refused.Line, "", refused.Message);
            return false;
        }
    }
}
