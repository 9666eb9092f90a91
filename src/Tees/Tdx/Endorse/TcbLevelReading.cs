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
        if (!json.TryList(body, "tcbLevels", MaxLevels, out JsonItem? list))
        {
            return [];
        }

        List<TcbLevel> levels = new(list.Items.Length);
        foreach (JsonItem item in list.Items)
        {
            levels.Add(Level(json, item));
        }

        levels.Sort(TcbLevel.HighestFirst);
        for (int i = 1; json.Fault is null && i < levels.Count; i++)
        {
            if (TcbLevel.HighestFirst(levels[i - 1], levels[i]) == 0)
            {
                json.Refuse(body, "tcbLevels", "holds two levels with the same SVNs");
            }
        }

        return [.. levels];
    }

    private static TcbLevel Level(IntelJson json, JsonItem item)
    {
        JsonItem? tcb = json.Member(item, "tcb", JsonKind.Object);
        TcbStatus? status = json.Status(item);
        if (status is null)
        {
            json.Refuse(item, "tcbStatus", "is not a status that Intel defines");
        }

        return new(
            Svns(json, tcb, "sgxtcbcomponents"),
            json.Integer(tcb, "pcesvn", ushort.MaxValue),
            Svns(json, tcb, "tdxtcbcomponents"),
            status ?? TcbStatus.NotEvaluated,
            json.Time(item, "tcbDate"),
            json.Texts(item, "advisoryIDs"));
    }

    private static byte[] Svns(IntelJson json, JsonItem? tcb, string name)
    {
        byte[] svns = new byte[Components];
        JsonItem? list = json.Member(tcb, name, JsonKind.Array);
        if (list is null || list.Items.Length != Components)
        {
            json.Refuse(tcb, name, $"has {list?.Items.Length} components, want {Components}");
            return svns;
        }

        for (int i = 0; i < Components; i++)
        {
            svns[i] = (byte)json.Integer(list.Items[i], "svn", byte.MaxValue);
        }

        return svns;
    }
}
