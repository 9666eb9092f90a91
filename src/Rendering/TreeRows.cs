// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Rendering;

/// <summary>Folds checks into at most a dozen lines: what failed stands alone, what passed or was not reached is folded.</summary>
public static class TreeRows
{
    private const int MaxRows = 12;
    private const int MaxText = 64;
    private const string NotEvaluatedPrefix = "not evaluated: ";

    /// <summary>The lines for a result, in the order of its checks.</summary>
    public static ImmutableArray<TreeRow> Of(AttestationResult result)
    {
        IEnumerable<string> rooms = result.Checks.Select(check => RuleIds.Room(check.Rule.Id)).Where(room => room.Length > 0);
        bool severalRooms = rooms.Distinct().Count() > 1;
        ImmutableArray<TreeRow> evaluated = [.. Evaluated(result.Checks, severalRooms)];
        ImmutableArray<TreeRow> others = [.. NotEvaluated(result.Checks, severalRooms)];
        if (evaluated.Length + others.Length > MaxRows)
        {
            others = FoldOthers(others);
        }

        return evaluated.Length + others.Length <= MaxRows ? [.. evaluated, .. others] : Cut([.. FoldPassed(evaluated), .. others]);
    }

    private static IEnumerable<TreeRow> Evaluated(ImmutableArray<Check> checks, bool severalRooms)
    {
        IEnumerable<Check> evaluated = checks.Where(check => check.Outcome != Outcome.NotEvaluated);
        foreach (IGrouping<string, Check> area in evaluated.GroupBy(check => Title(check, severalRooms)))
        {
            if (area.Where(check => check.Outcome == Outcome.Pass).ToImmutableArray() is { Length: > 0 } passed)
            {
                yield return new(Outcome.Pass, area.Key, Summary(passed), [.. passed.Select(check => check.Rule.Id)]);
            }

            foreach (Check check in area.Where(check => check.Outcome != Outcome.Pass))
            {
                string text = ShortHex.Of(check.Because ?? check.Rule.Title);
                yield return new(check.Outcome, area.Key, text, [check.Rule.Id], Tolerated(check));
            }
        }
    }

    private static IEnumerable<TreeRow> NotEvaluated(ImmutableArray<Check> checks, bool severalRooms) =>
        checks.Where(check => check.Outcome == Outcome.NotEvaluated)
            .GroupBy(check => check.Because ?? "not reached")
            .Select(group => new TreeRow(
                Outcome.NotEvaluated,
                group.Select(check => Title(check, severalRooms)).Distinct().Count() == 1 ? Title(group.First(), severalRooms) : "the rest",
                NotEvaluatedPrefix + ShortHex.Of(group.Key),
                [.. group.Select(check => check.Rule.Id)]));

    private static ImmutableArray<TreeRow> FoldOthers(ImmutableArray<TreeRow> others)
    {
        string reasons = Join(others.Select(row => row.Text[NotEvaluatedPrefix.Length..]), "; ");
        return others.Length < 2 ? others : [new(Outcome.NotEvaluated, "not evaluated", reasons, [.. others.SelectMany(row => row.Ids)])];
    }

    private static IEnumerable<TreeRow> FoldPassed(ImmutableArray<TreeRow> rows)
    {
        ImmutableArray<TreeRow> passed = [.. rows.Where(row => row.Outcome == Outcome.Pass)];
        ImmutableArray<string> ids = [.. passed.SelectMany(row => row.Ids)];
        TreeRow[] folded = ids.Length == 0 ? [] : [new(Outcome.Pass, "what holds", Join(passed.Select(row => row.Title), ", "), ids)];
        return [.. folded, .. rows.Where(row => row.Outcome != Outcome.Pass)];
    }

    private static ImmutableArray<TreeRow> Cut(IEnumerable<TreeRow> rows)
    {
        // Failures before warnings before what was not reached, so that a cut never hides the graver line.
        ImmutableArray<TreeRow> ordered =
            [.. rows.OrderByDescending(row => row.Outcome == Outcome.Pass).ThenByDescending(row => row.Outcome)];
        if (ordered.Length <= MaxRows)
        {
            return ordered;
        }

        ImmutableArray<TreeRow> hidden = ordered[(MaxRows - 1)..];
        return
        [
            .. ordered[..(MaxRows - 1)],
            new(hidden.Max(row => row.Outcome), "and more", "-v shows them", [.. hidden.SelectMany(row => row.Ids)]),
        ];
    }

    private static string Title(Check check, bool severalRooms)
    {
        string room = severalRooms ? RuleIds.Room(check.Rule.Id) : "";
        return room.Length == 0 ? Areas.TitleOf(check.Rule.Id) : $"{room} {Areas.TitleOf(check.Rule.Id)}";
    }

    private static string Summary(ImmutableArray<Check> passed)
    {
        string text = Join(passed.Select(check => check.Got).OfType<string>().Where(IsWords).Select(got => ShortHex.Of(got)), ", ");
        return text.Length > 0 ? text : passed[0].Rule.Title + (passed.Length == 1 ? "" : $", and {passed.Length - 1} more");
    }

    // Numbers and hashes say nothing without their rule's title; -vv has both.
    private static bool IsWords(string got) =>
        !got.StartsWith("0x", StringComparison.Ordinal) && got.Any(c => char.IsAsciiLetter(c) && !char.IsAsciiHexDigit(c));

    // As many as fit on the line; the first always.
    private static string Join(IEnumerable<string> texts, string separator)
    {
        string joined = "";
        foreach (string text in texts.Distinct())
        {
            string longer = joined.Length == 0 ? text : joined + separator + text;
            if (joined.Length > 0 && longer.Length > MaxText - separator.Length - 1)
            {
                return $"{joined}{separator}…";
            }

            joined = longer;
        }

        return joined;
    }

    private static string Tolerated(Check check) =>
        check.Outcome != Outcome.Warn ? ""
        : check.ToleratedUntil is { } until ? $"tolerated until {UtcTime.Of(until)[..10]} by policy"
        : "tolerated by policy";
}
