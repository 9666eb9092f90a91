// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Attestation.Wire;

namespace Attestation.Documents;

/// <summary>The one writer of Evidence documents (CONTRACTS, section 5).</summary>
public static class EvidenceDocumentWriter
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document.</summary>
    /// <param name="evidences">One to four, each TEE once, over the same checkpoint.</param>
    public static byte[] Write(ImmutableArray<Evidence> evidences)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Plain))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", EvidenceDocument.MediaType);
            WriteEvidences(json, evidences);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    internal static void WriteEvidences(Utf8JsonWriter json, ImmutableArray<Evidence> evidences)
    {
        json.WriteStartArray("evidences");
        foreach (Evidence evidence in evidences)
        {
            json.WriteStartObject();
            json.WriteString("tee", evidence.Tee);
            json.WriteStartArray("parts");
            foreach (EvidencePart part in evidence.Parts)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePart(Utf8JsonWriter json, EvidencePart part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Name);
        if (part.Sha256 is { } sha256)
        {
            json.WriteString("sha256", Hex.Of(sha256.Span));
        }
        else
        {
            json.WriteBase64String("data", part.Bytes.Span);
        }

        json.WriteEndObject();
    }
}
