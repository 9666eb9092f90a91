// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Attestation.Wire;

namespace Attestation.Documents;

/// <summary>Writes Evidence documents, as <see cref="EvidenceDocument"/> reads them.</summary>
public static class EvidenceDocumentWriter
{
    // Base64 is ASCII that JSON need not escape.
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The document's bytes.</summary>
    /// <param name="evidences">1 to 4, each TEE once.</param>
    public static ReadOnlyMemory<byte> Write(ImmutableArray<Evidence> evidences)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            Write(json, evidences);
        }

        return bytes.WrittenMemory;
    }

    /// <summary>The document as a value of a larger one.</summary>
    /// <param name="json">Stands where a value may.</param>
    /// <param name="evidences">1 to 4, each TEE once.</param>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Evidence> evidences)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", EvidenceDocument.MediaType);
        json.WriteStartArray("evidences");
        foreach (Evidence evidence in evidences)
        {
            json.WriteStartObject();
            json.WriteString("tee", evidence.Tee);
            json.WriteStartArray("parts");
            foreach (EvidencePart part in evidence.Parts)
            {
                Write(json, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EvidencePart part)
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
