// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Tdx.Endorse;

/// <summary>Reads the platform's <c>tcbLevels</c> of TCB info v3.</summary>
internal static class TcbLevelReading
{
    private const int Components = 16;

    // Intel's largest has 14; a search is linear.
    private const int MaxLevels = 1024;

    public static ImmutableArray<TcbLevel> Levels(IntelJson json, JsonItem body)
    {
        const string Path = "tcbLevels";
        JsonItem? list = json.Member(body, Path, Path, JsonKind.Array);
        json.Require(list?.Items.Length is > 0 and <= MaxLevels, Path, $"is an empty or endless list, want 1 to {MaxLevels} levels");
        List<TcbLevel> levels = [];
        for (int i = 0; json.Fault is null && i < list!.Items.Length; i++)
        {
            levels.Add(Level(json, list.Items[i], $"{Path}[{i}]"));
        }

        levels.Sort(TcbLevel.HighestFirst);
        for (int i = 1; json.Fault is null && i < levels.Count; i++)
        {
            json.Require(TcbLevel.HighestFirst(levels[i - 1], levels[i]) != 0, Path, "holds two levels with the same SVNs");
        }

        return [.. levels];
    }

    private static TcbLevel Level(IntelJson json, JsonItem item, string path)
    {
        JsonItem? tcb = json.Member(item, "tcb", $"{path}.tcb", JsonKind.Object);
        TcbStatus? status = json.Status(item, $"{path}.tcbStatus");
        json.Require(status is not null, $"{path}.tcbStatus", "is not a status that Intel defines");
        return new(
            Svns(json, tcb, "sgxtcbcomponents", $"{path}.tcb.sgxtcbcomponents"),
            json.Integer(tcb, "pcesvn", $"{path}.tcb.pcesvn", ushort.MaxValue),
            Svns(json, tcb, "tdxtcbcomponents", $"{path}.tcb.tdxtcbcomponents"),
            status ?? TcbStatus.NotEvaluated,
            json.Time(item, "tcbDate", $"{path}.tcbDate"),
            json.Texts(item, "advisoryIDs", $"{path}.advisoryIDs"));
    }

    private static byte[] Svns(IntelJson json, JsonItem? tcb, string name, string path)
    {
        JsonItem? list = json.Member(tcb, name, path, JsonKind.Array);
        json.Require(list?.Items.Length == Components, path, $"has {list?.Items.Length} components, want {Components}");
        byte[] svns = new byte[Components];
        for (int i = 0; json.Fault is null && i < Components; i++)
        {
            svns[i] = (byte)json.Integer(list!.Items[i], "svn", path, byte.MaxValue);
        }

        return svns;
    }
}
