// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Json;

namespace Attestation.SpirePlugin.Conversation;

/// <summary>What both halves of a node attestation say in one way: JSON objects, bytes in base64 (CONTRACTS, section 11.4).</summary>
internal static class AttestationMessage
{
    /// <summary>Version of the conversation; the payload names it.</summary>
    public const int Version = 1;

    /// <summary>One message.</summary>
    /// <param name="members">Writes the object's members.</param>
    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}
