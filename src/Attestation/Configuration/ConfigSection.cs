// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Configuration;

/// <summary>Reads one object of a configuration: each key once, every problem reported, unknown keys named by <see cref="Done"/>.</summary>
/// <remarks>An absent or null key yields the given default. After a problem the default is returned and reading goes on.</remarks>
public sealed class ConfigSection
{
    /// <summary>Most problems that are listed; a file of a million mistakes is not answered by a million lines.</summary>
    public const int MaxProblems = 100;

    private readonly JsonItem? item;
    private readonly List<ConfigProblem> problems;
    private readonly ConfigOverrides? overrides;
    private readonly ConfigStyle style;
    private readonly StringComparer names;
    private readonly HashSet<string> read;

    /// <summary>A section over <paramref name="item"/>; null stands for an absent object, in which every key is absent.</summary>
    /// <param name="item">The object, or null.</param>
    /// <param name="path">Its key path; empty for the document.</param>
    /// <param name="problems">Receives every problem.</param>
    /// <param name="overrides">Values that go before the object's; null for none.</param>
    /// <param name="style">How the object is spelled.</param>
    public ConfigSection(JsonItem? item, string path, List<ConfigProblem> problems, ConfigOverrides? overrides = null, ConfigStyle style = ConfigStyle.Json)
    {
        this.style = style;
        names = style == ConfigStyle.Hcl ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        read = new(names);
        this.item = item = style == ConfigStyle.Hcl && item is not null && ConfigBlocks.Are(item) ? ConfigBlocks.Merge(item) : item;
        Path = path;
        this.problems = problems;
        this.overrides = overrides;
        if (item is not null and not { Kind: JsonKind.Object })
        {
            Report(item, path, $"is {Name(item.Kind)}, want an object");
        }
    }

    /// <summary>Key path of this section.</summary>
    public string Path { get; }

    /// <summary>True where the object stands in the file.</summary>
    public bool IsPresent => item is not null;

    /// <summary>True where the key stands in the file with a value other than null.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>A nested object; absent where the key is.</summary>
    public ConfigSection Section(string key) => new(Take(key), Join(key), problems, overrides, style);

    /// <summary>A list of nested objects.</summary>
    public ImmutableArray<ConfigSection> Sections(string key) =>
        Each(key, (value, path) => new ConfigSection(value, path, problems, style: style));

    /// <summary>Objects under labels, <c>key "label" { … }</c>, in the order of the file; a label that comes again is there again.</summary>
    public ImmutableArray<(string Label, ConfigSection Section)> Labelled(string key)
    {
        if (Take(key) is not { } value)
        {
            return [];
        }

        return
        [
            .. from block in ConfigBlocks.Each(value)
               from member in block.Kind == JsonKind.Object ? block.Members : Wrong<ImmutableArray<JsonMember>>(block, Join(key), $"{Join(key)} \"label\" {{ … }}", [])
               from one in ConfigBlocks.Each(member.Value)
               select (member.Name, new ConfigSection(one, $"{Join(key)}.{member.Name}", problems, style: style)),
        ];
    }

    /// <summary>true or false.</summary>
    public bool Boolean(string key, bool absent)
    {
        if (Take(key) is not { } value)
        {
            return absent;
        }

        return value.Kind == JsonKind.Boolean ? value.Text == "true" : Wrong(value, Join(key), "true or false", absent);
    }

    /// <summary>A string.</summary>
    public string? Text(string key) => Take(key) is { } value ? TextOf(value, Join(key)) : null;

    /// <summary>A list of strings; empty where absent.</summary>
    public ImmutableArray<string> Texts(string key) => [.. Each(key, TextOf).OfType<string>()];

    /// <summary>A string that is one of <paramref name="allowed"/>.</summary>
    public string Choice(string key, string absent, params ReadOnlySpan<string> allowed)
    {
        if (Take(key) is not { } value)
        {
            return absent;
        }

        return OneOf(value, Join(key), allowed) ?? absent;
    }

    /// <summary>A list of strings, each one of <paramref name="allowed"/>; <paramref name="absent"/> where the key is absent.</summary>
    public ImmutableArray<string> Choices(string key, ImmutableArray<string> absent, ImmutableArray<string> allowed) =>
        Has(key) ? [.. Each(key, (value, path) => OneOf(value, path, allowed.AsSpan())).OfType<string>()] : TakeAbsent(key, absent);

    /// <summary>An integer within bounds, or null where absent.</summary>
    public long? Integer(string key, long min, long max)
    {
        if (Take(key) is not { } value)
        {
            return null;
        }

        JsonItem read = style == ConfigStyle.Hcl && value.Kind == JsonKind.Text ? JsonItem.Scalar(JsonKind.Number, value.Text, value.Line) : value;
        return read.TryInteger(out long number) && number >= min && number <= max
            ? number
            : Wrong<long?>(value, Join(key), $"an integer from {min} to {max}", null);
    }

    /// <summary>Bytes in hex of exactly <paramref name="bytes"/> bytes, or null where absent.</summary>
    public ReadOnlyMemory<byte>? Bytes(string key, int bytes) => Take(key) is { } value ? HexOf(value, Join(key), bytes) : null;

    /// <summary>A list of byte strings in hex, each of exactly <paramref name="bytes"/> bytes; empty where absent.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> BytesList(string key, int bytes) =>
        [.. Each(key, (value, path) => HexOf(value, path, bytes)).OfType<ReadOnlyMemory<byte>>()];

    /// <summary>A bit mask in hex, with or without prefix 0x, or null where absent. A number in HCL needs the prefix: 10 might be meant as ten.</summary>
    public ulong? Mask(string key)
    {
        if (Take(key) is not { } value)
        {
            return null;
        }

        string text = Written(value) ?? "";
        bool isPrefixed = text.StartsWith("0x", StringComparison.Ordinal);
        ReadOnlySpan<char> digits = isPrefixed ? text.AsSpan(2) : text;
        return (isPrefixed || value.Kind == JsonKind.Text)
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong mask)
            ? mask
            : Wrong<ulong?>(value, Join(key), "a mask such as \"0x02\"", null);
    }

    /// <summary>An RFC 3339 UTC time in whole seconds with Z, or null where absent.</summary>
    public DateTimeOffset? Time(string key)
    {
        if (Take(key) is not { } value)
        {
            return null;
        }

        return value.Kind == JsonKind.Text && UtcTime.TryRead(value.Text, out DateTimeOffset time)
            ? time
            : Wrong<DateTimeOffset?>(value, Join(key), "a time such as 2026-12-31T00:00:00Z", null);
    }

    /// <summary>An ISO 8601 duration that is not negative.</summary>
    public TimeSpan Duration(string key, TimeSpan absent)
    {
        if (Take(key) is not { } value)
        {
            return absent;
        }

        return value.Kind == JsonKind.Text && TryDuration(value.Text, out TimeSpan span)
            ? span
            : Wrong(value, Join(key), "a duration such as PT5M or P30D", absent);
    }

    /// <summary>Reports a problem of the value under <paramref name="key"/> that only the reader of the section can see.</summary>
    public void Report(string key, string reason)
    {
        JsonItem? at = Member(key) ?? item;
        Add(at?.Line ?? 1, Join(key), reason);
    }

    /// <summary>Reports a problem of the section itself.</summary>
    public void Report(string reason) => Add(item?.Line ?? 1, Path, reason);

    /// <summary>Reports a problem of one value, such as an item of a list, under the path of that value.</summary>
    public void Report(JsonItem at, string path, string reason) => Add(at.Line, path, reason);

    /// <summary>Takes a value as it stands, for a reader of its own; null where absent.</summary>
    public JsonItem? Item(string key) => Take(key);

    /// <summary>A list's values through <paramref name="one"/>, which gets the value and its path; empty where absent.</summary>
    public ImmutableArray<T> Each<T>(string key, Func<JsonItem, string, T> one)
    {
        if (Take(key) is not { } value)
        {
            return [];
        }

        if (style == ConfigStyle.Hcl && value.Kind == JsonKind.Object)
        {
            return [one(value, Join(key))];
        }

        if (value.Kind != JsonKind.Array)
        {
            return Wrong<ImmutableArray<T>>(value, Join(key), "a list", []);
        }

        return [.. value.Items.Select((each, index) => one(each, $"{Join(key)}[{index}]"))];
    }

    /// <summary>Reports each key of the file that nobody read; call it last.</summary>
    /// <remarks>HCL is told the keys that there are: its spelling of a documented key is derived.</remarks>
    public void Done()
    {
        foreach (JsonMember member in item?.Members ?? [])
        {
            if (!read.Contains(member.Name))
            {
                Report(member.Value, Path.Length == 0 ? member.Name : $"{Path}.{member.Name}", $"is not a known key{Known()}");
            }
        }
    }

    private string Known() =>
        style == ConfigStyle.Hcl && read.Count > 0 ? $", want one of {string.Join(", ", read.Order(StringComparer.Ordinal))}" : "";

    private void Add(int line, string path, string reason)
    {
        string? origin = overrides?.OriginOf(path);
        (line, path) = origin is null ? (line, path) : (0, origin);
        if (problems.Count < MaxProblems)
        {
            problems.Add(new(line, path, reason));
        }
        else if (problems.Count == MaxProblems)
        {
            problems.Add(new(line, "", $"there are more problems; only the first {MaxProblems} are listed"));
        }
    }

    private static bool TryDuration(string text, out TimeSpan span)
    {
        try
        {
            // The framework trims blanks and takes a sign.
            span = text is ['P', ..] && !char.IsWhiteSpace(text[^1]) ? XmlConvert.ToTimeSpan(text) : TimeSpan.MinValue;
            return span >= TimeSpan.Zero;
        }
        catch (Exception refused) when (refused is FormatException or OverflowException)
        {
            span = default;
            return false;
        }
    }

    private static string Name(JsonKind kind) => kind switch
    {
        JsonKind.Null => "null",
        JsonKind.Boolean => "a boolean",
        JsonKind.Number => "a number",
        JsonKind.Text => "a string",
        JsonKind.Array => "a list",
        _ => "an object",
    };

    private JsonItem? Take(string key)
    {
        read.Add(Key(key));
        return Find(key);
    }

    private JsonItem? Find(string key)
    {
        JsonItem? value = null;
        if (overrides?.TryTake(Join(key), out value) != true)
        {
            value = Member(key);
        }

        return value is { Kind: not JsonKind.Null } ? value : null;
    }

    // Those that differ in case alone are one key that comes again: none may be lost.
    private JsonItem? Member(string key)
    {
        if (style == ConfigStyle.Json)
        {
            return item is not null && item.TryGet(key, out JsonItem? exact) ? exact : null;
        }

        string wanted = Key(key);
        JsonItem[] values = [.. (item?.Members ?? []).Where(each => names.Equals(each.Name, wanted)).Select(each => each.Value)];
        return values.Length == 0 ? null : ConfigBlocks.Join(values);
    }

    private string Key(string key) => style == ConfigStyle.Hcl ? ConfigKey.Snake(key) : key;

    private ImmutableArray<string> TakeAbsent(string key, ImmutableArray<string> absent)
    {
        read.Add(Key(key));
        return absent;
    }

    private string Join(string key) => Path.Length == 0 ? Key(key) : $"{Path}.{Key(key)}";

    private string? TextOf(JsonItem value, string path) => Written(value) ?? Wrong<string?>(value, path, "a string", null);

    // A string; in HCL a number is one, too, as it is spelled.
    private string? Written(JsonItem value) =>
        value.Kind == JsonKind.Text || (style == ConfigStyle.Hcl && value.Kind == JsonKind.Number) ? value.Spelling : null;

    private string? OneOf(JsonItem value, string path, ReadOnlySpan<string> allowed) =>
        value.Kind == JsonKind.Text && allowed.Contains(value.Text)
            ? value.Text
            : Wrong<string?>(value, path, $"one of {string.Join(", ", allowed!)}", null);

    private ReadOnlyMemory<byte>? HexOf(JsonItem value, string path, int bytes)
    {
        if (Written(value) is { } text && Hex.TryRead(text, bytes, out byte[]? read))
        {
            return read;
        }

        string got = value.Kind == JsonKind.Text ? $"{value.Text.Length} characters" : Name(value.Kind);
        Report(value, path, $"is {got}, want {2 * bytes} hex digits ({bytes} bytes)");
        return null;
    }

    private T Wrong<T>(JsonItem value, string path, string want, T absent)
    {
        string got = value.Kind == JsonKind.Text ? $"\"{value.Text}\"" : value.Kind is JsonKind.Number ? value.Spelling : Name(value.Kind);
        Report(value, path, $"is {got}, want {want}");
        return absent;
    }
}
