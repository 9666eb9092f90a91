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

    public static ImmutableArray<IsvLevel> Levels(IntelJson json, JsonItem item, string path, UnknownStatus unknown)
    {
        string at = path.Length == 0 ? "tcbLevels" : $"{path}.tcbLevels";
        JsonItem? list = json.Member(item, "tcbLevels", at, JsonKind.Array);
        json.Require(list?.Items.Length is > 0 and <= MaxLevels, at, "is an empty or endless list, want 1 to 256 levels");
        List<IsvLevel> levels = [];
        for (int i = 0; json.Fault is null && i < list!.Items.Length; i++)
        {
            levels.Add(Level(json, list.Items[i], $"{at}[{i}]", unknown));
            json.Require(levels.FindIndex(other => other.IsvSvn == levels[i].IsvSvn) == i, $"{at}[{i}]", "has the SVN of another level");
        }

        return [.. levels.OrderByDescending(level => level.IsvSvn)];
    }

    private static IsvLevel Level(IntelJson json, JsonItem item, string path, UnknownStatus unknown)
    {
        JsonItem? tcb = json.Member(item, "tcb", $"{path}.tcb", JsonKind.Object);
        return new(
            json.Integer(tcb, "isvsvn", $"{path}.tcb.isvsvn", ushort.MaxValue),
            Status(json, item, $"{path}.tcbStatus", unknown),
            json.Time(item, "tcbDate", $"{path}.tcbDate"),
            json.Texts(item, "advisoryIDs", $"{path}.advisoryIDs"));
    }

    private static TcbStatus Status(IntelJson json, JsonItem item, string path, UnknownStatus unknown)
    {
        TcbStatus? status = json.Status(item, path);
        if (status is TcbStatus.UpToDate or TcbStatus.OutOfDate or TcbStatus.Revoked)
        {
            return status.Value;
        }

        json.Require(unknown == UnknownStatus.IsNotSupported, path, "want UpToDate, OutOfDate or Revoked");
        return TcbStatus.NotSupported;
    }
}
