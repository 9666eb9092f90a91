// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Tdx.Endorse;

/// <summary>Reads <c>tcbLevels</c> of an enclave identity or a TDX module identity.</summary>
internal static class IsvLevelReading
{
    private const int MaxLevels = 256;

    /// <summary>What a status outside UpToDate, OutOfDate and Revoked means; Intel's library differs between the two documents.</summary>
    public enum UnknownStatus
    {
        /// <summary>The document is refused (TD_QE).</summary>
        Refuses = 0,

        /// <summary>The level stands, and covers nothing (TDX module).</summary>
        IsNotSupported,
    }

    public static ImmutableArray<IsvLevel> Levels(IntelJson json, JsonItem item, UnknownStatus unknown)
    {
        if (!json.TryList(item, "tcbLevels", MaxLevels, out JsonItem? list))
        {
            return [];
        }

        List<IsvLevel> levels = new(list.Items.Length);
        foreach (JsonItem each in list.Items)
        {
            IsvLevel level = Level(json, each, unknown);
            if (levels.Exists(other => other.IsvSvn == level.IsvSvn))
            {
                json.Refuse(each, "tcb", "has the SVN of another level");
            }

            levels.Add(level);
        }

        levels.Sort((left, right) => right.IsvSvn.CompareTo(left.IsvSvn));
        return [.. levels];
    }

    private static IsvLevel Level(IntelJson json, JsonItem item, UnknownStatus unknown)
    {
        JsonItem? tcb = json.Member(item, "tcb", JsonKind.Object);
        return new(
            json.Integer(tcb, "isvsvn", ushort.MaxValue),
            Status(json, item, unknown),
            json.Time(item, "tcbDate"),
            json.Texts(item, "advisoryIDs"));
    }

    private static TcbStatus Status(IntelJson json, JsonItem item, UnknownStatus unknown)
    {
        TcbStatus? status = json.Status(item);
        if (status is TcbStatus.UpToDate or TcbStatus.OutOfDate or TcbStatus.Revoked)
        {
            return status.Value;
        }

        if (unknown == UnknownStatus.Refuses)
        {
            json.Refuse(item, "tcbStatus", "is another status than UpToDate, OutOfDate and Revoked");
        }

        return TcbStatus.NotSupported;
    }
}
