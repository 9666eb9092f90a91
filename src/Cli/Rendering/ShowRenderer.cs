// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Attestation.Wire;

namespace Attestation.Cli.Rendering;

/// <summary>Decoded Evidence; the first line, and the first members, say that nothing was verified.</summary>
internal static class ShowRenderer
{
    public const string MediaType = "application/vnd.attestation.show+json;version=1";

    /// <summary>Measurements and REPORT_DATA (64 bytes) are what people copy from here; keys and chains are not.</summary>
    private const int LongestHex = 128;

    /// <summary>Lines for people.</summary>
    public static void Print(Page page, ImmutableArray<DecodedEvidence> decoded)
    {
        page.Line("not verified: decoded only, anybody could have written this");
        foreach (DecodedEvidence each in decoded)
        {
            page.Line();
            page.Line($"{each.Tee.Title} ({each.Tee.Name})");
            foreach (EvidencePart part in each.Evidence.Parts)
            {
                Print(page, each, part);
            }
        }
    }

    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<DecodedEvidence> decoded)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteBoolean("verified", false);
        json.WriteStartArray("evidences");
        foreach (DecodedEvidence each in decoded)
        {
            json.WriteStartObject();
            json.WriteString("tee", each.Tee.Name);
            json.WriteStartArray("parts");
            foreach (EvidencePart part in each.Evidence.Parts)
            {
                Write(json, each, part);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Print(Page page, DecodedEvidence decoded, EvidencePart part)
    {
        page.Line($"  {part.Name}: {(part.Sha256 is null ? $"{part.Bytes.Length} bytes, " : "")}sha256 {Digest(part)}");
        ImmutableArray<DecodedField> fields = FieldsOf(decoded, part);
        int width = fields.Length == 0 ? 0 : fields.Max(field => field.Name.Length);
        foreach (DecodedField field in fields)
        {
            string note = field.Note is { } text ? $"  ({text})" : "";
            page.Line($"    {field.Offset,6}  {field.Name.PadRight(width)}  {Short(field.Value)}{note}");
        }
    }

    private static void Write(Utf8JsonWriter json, DecodedEvidence decoded, EvidencePart part)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Name);
        json.WriteString("sha256", Digest(part));
        if (part.Sha256 is null)
        {
            json.WriteNumber("bytes", part.Bytes.Length);
        }

        json.WriteStartArray("fields");
        foreach (DecodedField field in FieldsOf(decoded, part))
        {
            Write(json, field);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DecodedField field)
    {
        json.WriteStartObject();
        json.WriteString("name", field.Name);
        json.WriteString("value", field.Value);
        json.WriteNumber("offset", field.Offset);
        json.WriteNumber("length", field.Length);
        if (field.Note is { } note)
        {
            json.WriteString("note", note);
        }

        json.WriteEndObject();
    }

    // A PEM chain is text of many lines; --field prints it.
    private static string Short(string value)
    {
        int lines = value.TrimEnd('\n').Count(c => c == '\n') + 1;
        return lines == 1
            ? ShortHex.Of(value.TrimEnd('\n'), LongestHex)
            : $"{value.AsSpan(0, value.IndexOf('\n')).TrimEnd('\r')} … {lines} lines";
    }

    private static ImmutableArray<DecodedField> FieldsOf(DecodedEvidence decoded, EvidencePart part) =>
        part.Name == decoded.Part ? decoded.Fields
        : part.Sha256 is null && decoded.Tee.Parts.Any(kind => kind.Name == part.Name && kind.IsEventLog) ? DecodedEventLog.Of(part.Bytes)
        : [];

    private static string Digest(EvidencePart part) => Hex.Of(part.Sha256 is { } sha256 ? sha256.Span : SHA256.HashData(part.Bytes.Span));
}
