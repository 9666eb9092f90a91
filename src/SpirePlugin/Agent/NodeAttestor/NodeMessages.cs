// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.AgentClient.V1;
using Attestation.SpirePlugin.Conversation;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>What the agent's half says: JSON, bytes in base64 (CONTRACTS, section 11.4).</summary>
internal static class NodeMessages
{
    /// <summary>Bytes of an event log in one answer; in base64 well below the server's 256 KiB a message.</summary>
    public const int ChunkBytes = 128 << 10;

    /// <summary>The first message.</summary>
    public static byte[] Payload(IEnumerable<string> tees) => AttestationMessage.Write(json =>
    {
        json.WriteNumber("version", AttestationMessage.Version);
        json.WriteStartArray("tees");
        foreach (string tee in tees)
        {
            json.WriteStringValue(tee);
        }

        json.WriteEndArray();
    });

    /// <summary>The answer to the nonce.</summary>
    /// <param name="appended">The statement and its proof.</param>
    /// <param name="start">Leaf 0 of the same log, proven in the same checkpoint: a log-start that is not proven says nothing.</param>
    /// <param name="logKey">32 bytes.</param>
    /// <param name="evidence">The Evidence document of that checkpoint.</param>
    public static byte[] Answer(AppendResponse appended, GetProofResponse start, ReadOnlySpan<byte> logKey, ReadOnlySpan<byte> evidence)
    {
        byte[] key = logKey.ToArray();
        byte[] document = evidence.ToArray();
        return AttestationMessage.Write(json =>
        {
            json.WriteBase64String("statement", appended.Statement.Span);
            json.WriteBase64String("logStart", start.Statement.Span);
            json.WriteBase64String("logStartProof", Encoding.UTF8.GetBytes(start.Proof));
            json.WriteBase64String("proof", Encoding.UTF8.GetBytes(appended.Proof));
            json.WriteBase64String("logKey", key);
            json.WriteBase64String("evidence", document);
        });
    }

    /// <summary>A piece of an event log; empty and the last from its end on.</summary>
    public static byte[] Chunk(ReadOnlyMemory<byte> log, long offset)
    {
        int from = (int)Math.Min(offset, log.Length);
        int length = Math.Min(ChunkBytes, log.Length - from);
        return AttestationMessage.Write(json =>
        {
            json.WriteBase64String("data", log.Span.Slice(from, length));
            json.WriteBoolean("last", from + length == log.Length);
        });
    }
}
