// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json;

namespace Attestation.Cli.Rendering;

/// <summary>Claims as a JSON object; a group is an object in it.</summary>
internal static class JsonClaims
{
    public static void Write(Utf8JsonWriter json, Claims claims)
    {
        json.WriteStartObject();
        foreach ((string name, ClaimValue value) in claims)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ClaimValue value)
    {
        switch (value)
        {
            case ClaimValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case ClaimValue.Flag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case ClaimValue.Number number:
                json.WriteNumberValue(number.Value);
                break;
            case ClaimValue.Texts texts:
                Write(json, texts);
                break;
            case ClaimValue.Group group:
                Write(json, group.Members);
                break;
            default:
                throw new UnreachableException($"a claim of type {value.GetType().Name}");
        }
    }

    private static void Write(Utf8JsonWriter json, ClaimValue.Texts texts)
    {
        json.WriteStartArray();
        foreach (string text in texts.Values)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
