// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Tdx.Endorse;

/// <summary>Reads members of Intel's JSON; the first fault is kept, and everything after it yields defaults.</summary>
/// <remarks>Unknown members are allowed: Intel adds some within a version.</remarks>
internal sealed class IntelJson(string structure)
{
    private static readonly (string Name, TcbStatus Status)[] Statuses =
    [
        ("UpToDate", TcbStatus.UpToDate),
        ("SWHardeningNeeded", TcbStatus.SWHardeningNeeded),
        ("ConfigurationNeeded", TcbStatus.ConfigurationNeeded),
        ("ConfigurationAndSWHardeningNeeded", TcbStatus.ConfigurationAndSWHardeningNeeded),
        ("OutOfDate", TcbStatus.OutOfDate),
        ("OutOfDateConfigurationNeeded", TcbStatus.OutOfDateConfigurationNeeded),
        ("Revoked", TcbStatus.Revoked),
    ];

    public Malformed? Fault { get; private set; }

    public void Require(bool holds, string path, string reason)
    {
        if (!holds)
        {
            Fault ??= new(structure, path, reason);
        }
    }

    public JsonItem? Member(JsonItem? item, string name, string path, JsonKind kind)
    {
        JsonItem? value = Optional(item, name);
        if (value?.Kind == kind)
        {
            return value;
        }

        Fault ??= new(structure, path, value is null ? "is absent" : $"is {value.Kind}, want {kind}");
        return null;
    }

    public static JsonItem? Optional(JsonItem? item, string name) => item is not null && item.TryGet(name, out JsonItem? value) ? value : null;

    public string Text(JsonItem? item, string name, string path) => Member(item, name, path, JsonKind.Text)?.Text ?? "";

    public int Integer(JsonItem? item, string name, string path, int max)
    {
        JsonItem? value = Member(item, name, path, JsonKind.Number);
        if (value is not null && value.TryInteger(out long number) && number >= 0 && number <= max)
        {
            return (int)number;
        }

        Fault ??= new(structure, path, $"is {value?.Text}, want an integer from 0 to {max}");
        return 0;
    }

    public ReadOnlyMemory<byte> Hex(JsonItem? item, string name, string path, int bytes)
    {
        string text = Text(item, name, path);
        if (Attestation.Wire.Hex.TryRead(text, bytes, out byte[]? value))
        {
            return value;
        }

        Fault ??= new(structure, path, $"is {text.Length} characters, want {2 * bytes} hex digits");
        return default;
    }

    /// <summary>Hex whose spelling nothing signs: lower case alone, so that one value has one spelling.</summary>
    public ReadOnlyMemory<byte> LowerHex(JsonItem? item, string name, string path, int bytes)
    {
        ReadOnlyMemory<byte> value = Hex(item, name, path, bytes);
        if (Fault is null && Text(item, name, path) != Attestation.Wire.Hex.Of(value.Span))
        {
            Fault = new(structure, path, "has upper-case hex digits, want lower case");
        }

        return value;
    }

    public DateTimeOffset Time(JsonItem? item, string name, string path)
    {
        string text = Text(item, name, path);
        if (UtcTime.TryRead(text, out DateTimeOffset time))
        {
            return time;
        }

        Fault ??= new(structure, path, $"is \"{text}\", want YYYY-MM-DDTHH:MM:SSZ");
        return default;
    }

    public ImmutableArray<string> Texts(JsonItem? item, string name, string path)
    {
        if (Optional(item, name) is null)
        {
            return [];
        }

        JsonItem? list = Member(item, name, path, JsonKind.Array);
        Require(list is null || list.Items.All(each => each.Kind == JsonKind.Text), path, "want a list of strings");
        return [.. list?.Items.Select(each => each.Text) ?? []];
    }

    /// <summary>A status string; null, without a fault, where Intel's list has no such word.</summary>
    public TcbStatus? Status(JsonItem? item, string path)
    {
        string text = Text(item, "tcbStatus", path);
        foreach ((string name, TcbStatus status) in Statuses)
        {
            if (name == text)
            {
                return status;
            }
        }

        return null;
    }
}
