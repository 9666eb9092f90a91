// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestation.Wire;

namespace Attestation.Documents;

/// <summary>The one writer of proof bundles.</summary>
public static class ProofBundleWriter
{
    // Base64 has '+' and '/', a note has an em dash: escaped they would double the document for nobody's benefit.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    public static byte[] Write(ProofBundle bundle)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", ProofBundle.MediaType);
            WriteList(json, "logs", bundle.Logs, Log);
            WriteList(json, "statements", bundle.Statements, Statement);
            WriteList(json, "endorsements", bundle.Endorsements, Endorsement);
            WriteList(json, "eventLogs", bundle.EventLogs, EventLog);
            if (bundle.Certificates.Length > 0)
            {
                json.WriteStartObject("subjects");
                WriteBase64List(json, "certificates", bundle.Certificates.Select(each => each.Raw));
                json.WriteEndObject();
            }

            if (bundle.PolicySha256 is { } policy)
            {
                json.WriteString("policy", Hex.Of(policy.Span));
            }

            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Log(Utf8JsonWriter json, BundledLog log)
    {
        json.WriteString("checkpoint", Encoding.UTF8.GetString(log.Checkpoint.Span));
        json.WriteBase64String("logKey", log.LogKey.Span);
        EvidenceDocumentWriter.WriteEvidences(json, log.Evidences);
        WriteList(json, "consistency", log.Consistency, Consistency);
    }

    private static void Consistency(Utf8JsonWriter json, BundledConsistency older)
    {
        json.WriteString("checkpoint", Encoding.UTF8.GetString(older.Checkpoint.Span));
        WriteBase64List(json, "hashes", older.Hashes);
    }

    private static void Statement(Utf8JsonWriter json, BundledStatement statement)
    {
        json.WriteBase64String("data", statement.Bytes.Span);
        json.WriteNumber("log", statement.Log);
        json.WriteString("proof", Encoding.UTF8.GetString(statement.Proof.Span));
    }

    private static void Endorsement(Utf8JsonWriter json, Endorsement endorsement)
    {
        json.WriteString("name", endorsement.Name);
        json.WriteString("suffix", endorsement.Suffix);
        json.WriteBase64String("data", endorsement.Bytes.Span);
        json.WriteString("retrievedAt", endorsement.RetrievedAt is { } at ? UtcTime.Of(at) : "unknown");
        json.WriteString("source", endorsement.Source);
    }

    private static void EventLog(Utf8JsonWriter json, ReadOnlyMemory<byte> log)
    {
        json.WriteString("sha256", Hex.Of(SHA256.HashData(log.Span)));
        json.WriteBase64String("data", log.Span);
    }

    private static void WriteBase64List(Utf8JsonWriter json, string name, IEnumerable<ReadOnlyMemory<byte>> values)
    {
        json.WriteStartArray(name);
        foreach (ReadOnlyMemory<byte> value in values)
        {
            json.WriteBase64StringValue(value.Span);
        }

        json.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
