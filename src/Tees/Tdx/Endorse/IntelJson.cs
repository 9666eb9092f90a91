// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Tdx.Endorse;

/// <summary>Reads members of Intel's JSON; the first fault is kept, and everything after it yields defaults.</summary>
/// <param name="structure">What the document is taken for.</param>
/// <param name="root">The value that paths in messages start from.</param>
/// <remarks>Unknown members are allowed: Intel adds some within a version. Paths are put together only for a fault.</remarks>
internal sealed class IntelJson(string structure, JsonItem root)
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

    /// <summary>Records what is wrong with a member of <paramref name="item"/>, unless an earlier fault is known.</summary>
    public void Refuse(JsonItem? item, string name, string reason)
    {
        if (Fault is null)
        {
            string path = item is null || ReferenceEquals(item, root) ? "" : PathTo(root, item);
            Fault = new(structure, path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}", reason);
        }
    }

    public JsonItem? Member(JsonItem? item, string name, JsonKind kind)
    {
        JsonItem? value = Optional(item, name);
        if (value?.Kind == kind)
        {
            return value;
        }

        Refuse(item, name, value is null ? "is absent" : $"is {value.Kind}, want {kind}");
        return null;
    }

    public static JsonItem? Optional(JsonItem? item, string name) => item is not null && item.TryGet(name, out JsonItem? value) ? value : null;

    public string Text(JsonItem? item, string name) => Member(item, name, JsonKind.Text)?.Text ?? "";

    public void RequireText(JsonItem? item, string name, string want)
    {
        string got = Text(item, name);
        if (got != want)
        {
            Refuse(item, name, $"is \"{got}\", want \"{want}\"");
        }
    }

    public void RequireInteger(JsonItem? item, string name, int want)
    {
        int got = Integer(item, name, int.MaxValue);
        if (got != want)
        {
            Refuse(item, name, $"is {got}, want {want}");
        }
    }

    public int Integer(JsonItem? item, string name, int max)
    {
        JsonItem? value = Member(item, name, JsonKind.Number);
        if (value is not null && value.TryInteger(out long number) && number >= 0 && number <= max)
        {
            return (int)number;
        }

        Refuse(item, name, $"is {value?.Text}, want an integer from 0 to {max}");
        return 0;
    }

    public ReadOnlyMemory<byte> Hex(JsonItem? item, string name, int bytes)
    {
        string text = Text(item, name);
        if (Attestation.Wire.Hex.TryRead(text, bytes, out byte[]? value))
        {
            return value;
        }

        Refuse(item, name, $"is {text.Length} characters, want {2 * bytes} hex digits");
        return default;
    }

    public DateTimeOffset Time(JsonItem? item, string name)
    {
        string text = Text(item, name);
        if (UtcTime.TryRead(text, out DateTimeOffset time))
        {
            return time;
        }

        Refuse(item, name, $"is \"{text}\", want YYYY-MM-DDTHH:MM:SSZ");
        return default;
    }

    public ImmutableArray<string> Texts(JsonItem? item, string name)
    {
        if (Optional(item, name) is null)
        {
            return [];
        }

        JsonItem? list = Member(item, name, JsonKind.Array);
        if (list?.Items.All(each => each.Kind == JsonKind.Text) is false)
        {
            Refuse(item, name, "want a list of strings");
        }

        return [.. list?.Items.Select(each => each.Text) ?? []];
    }

    /// <summary>A list of 1 to <paramref name="max"/> values.</summary>
    public bool TryList(JsonItem? item, string name, int max, [NotNullWhen(true)] out JsonItem? list)
    {
        list = Member(item, name, JsonKind.Array);
        if (list is not null && (list.Items.Length == 0 || list.Items.Length > max))
        {
            Refuse(item, name, $"holds {list.Items.Length} values, want 1 to {max}");
        }

        return Fault is null && list is not null;
    }

    /// <summary>A status string; null, without a fault, where Intel's list has no such word.</summary>
    public TcbStatus? Status(JsonItem? item)
    {
        string text = Text(item, "tcbStatus");
        foreach ((string name, TcbStatus status) in Statuses)
        {
            if (name == text)
            {
                return status;
            }
        }

        return null;
    }

    // Values lie inside their parents' bytes, so the way down is found by offsets.
    private static string PathTo(JsonItem from, JsonItem target)
    {
        foreach (JsonMember member in from.Members)
        {
            if (Holds(member.Value, target))
            {
                return Join(member.Name, member.Value, target);
            }
        }

        for (int i = 0; i < from.Items.Length; i++)
        {
            if (Holds(from.Items[i], target))
            {
                return Join($"[{i}]", from.Items[i], target);
            }
        }

        return "";
    }

    private static string Join(string step, JsonItem at, JsonItem target)
    {
        string below = ReferenceEquals(at, target) ? "" : PathTo(at, target);
        return below.Length == 0 || below[0] == '[' ? step + below : $"{step}.{below}";
    }

    private static bool Holds(JsonItem outer, JsonItem inner) =>
        outer.Start <= inner.Start && inner.Start + inner.Length <= outer.Start + outer.Length;
}
