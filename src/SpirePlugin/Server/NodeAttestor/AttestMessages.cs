// SPDX-License-Identifier: Apache-2.0

using Attestation.Documents;
using Attestation.Json;
using Attestation.SpirePlugin.Conversation;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>The conversation's messages as the server reads and writes them (CONTRACTS, section 11.4). Unknown members are ignored within version 1.</summary>
internal static class AttestMessages
{
    private const int LogKeyBytes = 32;
    private const int MaxProof = 16 << 10;

    private static readonly JsonLimits Limits = new(256 << 10) { Depth = 8, Values = 256 };

    /// <summary>The first message. It says which TEEs the node has; what has passed is known from Evidence alone.</summary>
    /// <exception cref="RefusedException">It is malformed, or of another version.</exception>
    public static void RequirePayload(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > AttestLimits.Payload)
        {
            throw Wrong($"payload is {bytes.Length} bytes, at most {AttestLimits.Payload} are read");
        }

        JsonItem item = Parse(bytes, "payload");
        if (!item.TryGet("version", out JsonItem? version) || !version.TryInteger(out long number) || number != AttestationMessage.Version)
        {
            throw Wrong($"payload's version is not {AttestationMessage.Version}: upgrade the older of the two plugins");
        }
    }

    /// <summary>Challenge 1.</summary>
    public static byte[] Nonce(ReadOnlyMemory<byte> nonce) => AttestationMessage.Write(json =>
    {
        json.WriteBase64String("serverNonce", nonce.Span);
        json.WriteStartArray("predicates");
        json.WriteStringValue(PredicateTypes.Node.Name);
        json.WriteEndArray();
    });

    /// <summary>A challenge for a piece of an event log.</summary>
    public static byte[] Chunk(string sha256, long offset) => AttestationMessage.Write(json =>
    {
        json.WriteString("eventLog", sha256);
        json.WriteNumber("offset", offset);
    });

    /// <summary>The answer to challenge 1.</summary>
    /// <exception cref="RefusedException">It is malformed, or a part is too large.</exception>
    public static NodeAnswer Answer(ReadOnlyMemory<byte> bytes)
    {
        JsonItem item = Parse(bytes, "answer");
        NodeAnswer answer = new(
            Bytes(item, "statement", StatementLimits.MaxBytes),
            Bytes(item, "proof", MaxProof),
            Bytes(item, "logStart", StatementLimits.MaxBytes),
            Bytes(item, "logStartProof", MaxProof),
            Bytes(item, "logKey", LogKeyBytes),
            Bytes(item, "evidence", AttestLimits.Evidence));
        return answer.LogKey.Length == LogKeyBytes ? answer : throw Wrong($"logKey is {answer.LogKey.Length} bytes, want {LogKeyBytes}");
    }

    /// <summary>The answer to a challenge for a piece.</summary>
    /// <exception cref="RefusedException">It is malformed or too large.</exception>
    public static (byte[] Data, bool IsLast) Piece(ReadOnlyMemory<byte> bytes)
    {
        JsonItem item = Parse(bytes, "event log chunk");
        return item.TryGet("last", out JsonItem? last) && last.Kind == JsonKind.Boolean
            ? (Bytes(item, "data", AttestLimits.Chunk), last.Text == "true")
            : throw Wrong("event log chunk has no last, want true or false");
    }

    private static JsonItem Parse(ReadOnlyMemory<byte> bytes, string what) =>
        StrictJson.TryParse(bytes, what, Limits, out JsonItem? item, out Malformed? malformed)
            ? item.Kind == JsonKind.Object ? item : throw Wrong($"{what} is not an object")
            : throw Wrong(malformed.ToString());

    private static byte[] Bytes(JsonItem item, string name, int max)
    {
        if (!item.TryGet(name, out JsonItem? value) || !CanonicalBase64.TryDecode(value.Text, out byte[]? bytes))
        {
            throw Wrong($"{name} is not canonical base64");
        }

        return bytes.Length <= max ? bytes : throw Wrong($"{name} is {bytes.Length} bytes, at most {max} are read");
    }

    private static RefusedException Wrong(string because) => new(Refusal.Malformed(because));
}
