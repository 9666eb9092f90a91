// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Attestation.Agent.Containers;

/// <summary>The number of a container's first process in the JSON that containerd and CRI-O add to a verbose status.</summary>
internal static class InitProcess
{
    /// <summary>The runtimes' name of that JSON.</summary>
    public const string Info = "info";

    private const string Member = "pid";

    /// <summary>Reads the member <c>pid</c> of the outermost object.</summary>
    /// <param name="json">The document; may be anything.</param>
    /// <returns>Null where there is none above 0, or more than one.</returns>
    public static int? NumberIn(ReadOnlySpan<byte> json)
    {
        try
        {
            return Read(new(json));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // Not JSON, or a name that is no UTF-8.
            return null;
        }
    }

    private static int? Read(Utf8JsonReader json)
    {
        int? found = null;
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isNumber = json.ValueTextEquals(Member);
            json.Read();
            if (!isNumber)
            {
                json.Skip();
            }
            else if (found is not null || json.TokenType != JsonTokenType.Number || !json.TryGetInt32(out int number) || number <= 0)
            {
                return null;
            }
            else
            {
                found = number;
            }
        }

        // The reader refuses what follows the end.
        return json.Read() ? null : found;
    }
}
