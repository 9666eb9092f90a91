// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>A line of a plugin's stderr as SPIRE's go-plugin reads it.</summary>
/// <param name="Level">Of hclog; <c>raw</c> where SPIRE would show the whole line at debug.</param>
/// <param name="Message">The message, or the whole line.</param>
/// <param name="Fields">Everything else.</param>
internal sealed record LogLine(string Level, string Message, IReadOnlyDictionary<string, JsonElement> Fields)
{
    public const string Raw = "raw";

    private const int Buffer = 64 << 10;
    private static readonly string[] Levels = ["trace", "debug", "info", "warn", "error"];

    public override string ToString() => $"{Level}: {Message} {string.Join(' ', Fields.Select(each => $"{each.Key}={each.Value}"))}";

    public static LogLine Of(string line)
    {
        LogLine raw = new(Raw, line, new Dictionary<string, JsonElement>());
        if (!line.StartsWith('{') || Encoding.UTF8.GetByteCount(line) + 1 > Buffer)
        {
            return raw;
        }

        Dictionary<string, JsonElement> all = JsonDocument.Parse(line).RootElement.EnumerateObject().ToDictionary(each => each.Name, each => each.Value);

        // Go asserts these types without recovering: anything else ends SPIRE.
        string level = Text(all, "@level");
        string message = Text(all, "@message");
        bool isTime = DateTimeOffset.TryParseExact(
            Text(all, "@timestamp"), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
        return isTime && Levels.Contains(level)
            ? new(level, message, all.Where(each => each.Key[0] != '@').ToDictionary())
            : raw;
    }

    private static string Text(Dictionary<string, JsonElement> all, string name) =>
        all[name].ValueKind == JsonValueKind.String ? all[name].GetString()! : throw new InvalidDataException($"{name} is no string: SPIRE panics");
}
