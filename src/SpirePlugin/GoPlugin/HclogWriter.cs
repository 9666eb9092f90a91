// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.GoPlugin;

/// <summary>The one writer of log lines: hclog's JSON, which SPIRE's go-plugin reads from stderr.</summary>
/// <param name="stderr">The process's own stderr.</param>
/// <param name="clock">The clock.</param>
/// <remarks>
/// SPIRE asserts that <c>@level</c>, <c>@message</c> and <c>@timestamp</c> are strings, without recovering: anything else there ends SPIRE itself.
/// Its buffer is 64 KiB a line; exactly six digits of a second's fraction are understood. Thread-safe; a line is one write.
/// </remarks>
internal sealed class HclogWriter(Stream stderr, TimeProvider clock)
{
    /// <summary>Longest line, with its end.</summary>
    public const int MaxLine = 60 << 10;

    // JSON needs up to six bytes a character, so a field over what may precede it still ends before MaxLine.
    private const int MaxText = 4 << 10;
    private const int MaxName = 64;
    private const int MaxBeforeField = 32 << 10;
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string Cut = "…";

    // hclog's own, and what SPIRE adds.
    private static readonly ImmutableHashSet<string> Reserved =
        ["plugin_name", "plugin_type", "external", "subsystem_name", "timestamp", "time", "level", "msg", "message"];

    private readonly Lock gate = new();

    /// <summary>Writes one line. A pipe that nobody reads is no reason to fail.</summary>
    /// <param name="level">How bad.</param>
    /// <param name="message">What: starts upper case, no final period, no values.</param>
    /// <param name="fields">The values, by names such as <c>agentId</c>, which becomes <c>agent_id</c>.</param>
    public void Write(LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("@level", Level(level));
            json.WriteString("@message", Short(message));
            json.WriteString("@timestamp", clock.GetUtcNow().ToString(Timestamp, CultureInfo.InvariantCulture));
            WriteFields(json, fields);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        lock (gate)
        {
            try
            {
                stderr.Write(line.WrittenSpan);
                stderr.Flush();
            }
            catch (IOException)
            {
                // SPIRE is gone.
            }
        }
    }

    private static void WriteFields(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        HashSet<string> written = [];
        foreach ((string name, object? value) in fields)
        {
            string key = Name(name);
            if (json.BytesCommitted + json.BytesPending > MaxBeforeField)
            {
                return;
            }

            if (written.Add(key))
            {
                WriteField(json, key, value);
            }
        }
    }

    private static void WriteField(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBoolean(key, flag);
                break;
            case int or long or uint:
                json.WriteNumber(key, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(key, Short(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        _ => "error",
    };

    private static string Short(string text) => text.Length <= MaxText ? text : text[..MaxText] + Cut;

    // Words of lower-case letters, digits and low lines; never a name that hclog or SPIRE gives a meaning.
    private static string Name(string name)
    {
        StringBuilder words = new();
        foreach (char each in name.Take(MaxName))
        {
            words.Append(char.IsAsciiLetterUpper(each) && words.Length > 0 ? "_" : "");
            words.Append(char.IsAsciiLetterOrDigit(each) ? char.ToLowerInvariant(each) : '_');
        }

        string key = words.ToString();
        return key.Length == 0 || Reserved.Contains(key) ? $"field_{key}" : key;
    }
}
