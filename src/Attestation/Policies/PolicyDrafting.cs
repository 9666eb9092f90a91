// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Attestation.Policies;

/// <summary>What every TEE's draft of a policy section writes with.</summary>
public static class PolicyDrafting
{
    /// <summary>A claim that is text.</summary>
    /// <exception cref="ArgumentException">The result has no such claim.</exception>
    public static string Text(Claims claims, string name) =>
        claims.TryGet(name, out ClaimValue? value) && value is ClaimValue.Text text
            ? text.Value
            : throw new ArgumentException($"the result has no claim {name}", nameof(claims));

    /// <summary>A list of one string.</summary>
    public static void WriteList(Utf8JsonWriter writer, string name, string value)
    {
        writer.WriteStartArray(name);
        writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
