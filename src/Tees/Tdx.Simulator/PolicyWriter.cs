// SPDX-License-Identifier: Apache-2.0

using System.Text.Encodings.Web;
using System.Text.Json;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes the strict policy that an honest machine passes: its root, its REPORTDATA, its measurements.</summary>
internal static class PolicyWriter
{
    public static byte[] Write(PolicyOptions options, SimulatedTd td, ReadOnlyMemory<byte> reportData, ReadOnlyMemory<byte> rootSpkiSha256)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("mediaType", PolicyFile.MediaType);
            json.WriteString("name", "simulated-tdx");
            WriteList(json, "rootsUnsafe", rootSpkiSha256.Span);
            json.WriteString("reportData", Hex.Of((options.ReportData ?? reportData).Span));
            json.WriteStartObject("tdx");
            WriteReferenceValues(json, options, td);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return [.. stream.ToArray(), (byte)'\n'];
    }

    private static void WriteReferenceValues(Utf8JsonWriter json, PolicyOptions options, SimulatedTd td)
    {
        json.WriteStartArray("referenceValues");
        json.WriteStartObject();
        json.WriteString("name", "simulated");
        WriteList(json, "mrTd", (options.MrTd ?? td.Options.MrTd).Span);
        WriteList(json, "rtmr0", td.Rtmr(0));
        WriteList(json, "rtmr1", td.Rtmr(1));
        WriteList(json, "rtmr2", td.Rtmr(2));
        WriteList(json, "rtmr3", td.Rtmr(3));
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter json, string name, ReadOnlySpan<byte> only)
    {
        json.WriteStartArray(name);
        json.WriteStringValue(Hex.Of(only));
        json.WriteEndArray();
    }
}
