// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;

namespace Attestation.Tdx.Simulator;

/// <summary>Spellings that Intel's JSON documents share.</summary>
internal static class IntelJson
{
    public static void WriteHex(this Utf8JsonWriter json, string name, ReadOnlyMemory<byte> bytes) =>
        json.WriteString(name, Convert.ToHexString(bytes.Span));

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) => json.WriteString(name, UtcTime.Of(time));

    public static void WriteAdvisories(this Utf8JsonWriter json, ImmutableArray<string> advisories)
    {
        if (advisories.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("advisoryIDs");
        foreach (string advisory in advisories)
        {
            json.WriteStringValue(advisory);
        }

        json.WriteEndArray();
    }

    public static void WriteIsvLevels(this Utf8JsonWriter json, ImmutableArray<IsvLevelOptions> levels)
    {
        json.WriteStartArray("tcbLevels");
        foreach (IsvLevelOptions level in levels)
        {
            json.WriteStartObject();
            json.WriteStartObject("tcb");
            json.WriteNumber("isvsvn", level.IsvSvn);
            json.WriteEndObject();
            json.WriteString("tcbDate", level.Date);
            json.WriteString("tcbStatus", level.Status);
            json.WriteAdvisories(level.Advisories);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
