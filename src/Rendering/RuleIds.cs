// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Rendering;

/// <summary>Rule ids as people read them: room, area, number; neighbours as a range.</summary>
public static class RuleIds
{
    private const int MaxRanges = 4;

    /// <summary>The room of <c>TDX-PCK-01</c>, TDX; empty where the id names none.</summary>
    public static string Room(string id) => id.Split('-') is { Length: 3 } parts ? parts[0] : "";

    /// <summary>The area of <c>TDX-PCK-01</c>, PCK.</summary>
    public static string Area(string id) => id.Split('-') is { Length: >= 2 } parts ? parts[^2] : id;

    /// <summary>For example <c>TDX-QE-01..05 TDX-SIG-01</c>.</summary>
    public static string Ranges(IEnumerable<string> ids)
    {
        List<string> ranges = [];
        foreach (IGrouping<string, string> family in ids.Distinct().GroupBy(Family))
        {
            ranges.AddRange(Runs(family.Key, [.. family.Select(Number).Order()]));
        }

        int more = ranges.Count - MaxRanges;
        return more > 0 ? $"{string.Join(' ', ranges.Take(MaxRanges))} and {more} more" : string.Join(' ', ranges);
    }

    private static IEnumerable<string> Runs(string family, int[] numbers)
    {
        for (int first = 0, last; first < numbers.Length; first = last + 1)
        {
            last = first;
            while (last + 1 < numbers.Length && numbers[last + 1] == numbers[last] + 1)
            {
                last++;
            }

            yield return first == last ? $"{family}{numbers[first]:00}" : $"{family}{numbers[first]:00}..{numbers[last]:00}";
        }
    }

    private static string Family(string id) => id[..(id.LastIndexOf('-') + 1)];

    private static int Number(string id) =>
        int.TryParse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
