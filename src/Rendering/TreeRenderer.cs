// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Rendering;

/// <summary>A result for people: the verdict first, then at most a dozen lines, then what it rests on.</summary>
/// <param name="page">Where it goes.</param>
/// <param name="verbosity">0 folds, 1 is a line a rule, 2 adds got and want.</param>
public sealed class TreeRenderer(Page page, int verbosity)
{
    private const int TitleWidth = 15;
    private const int IdWidth = 11;
    private const int TextWidth = 64;
    private const int MaxHints = 2;
    private const int ShownDigits = 8;

    /// <summary>Prints the result.</summary>
    public void Render(AttestationResult result, ExitCode exitCode)
    {
        page.Verdict(result.Outcome, Outcomes.Verdict(result.Outcome, exitCode), About(result));
        page.Line();
        if (verbosity == 0)
        {
            Fold(result);
        }
        else
        {
            Unfold(result);
        }

        page.Line();
        Rests(result);
        Hints(result);
    }

    private static string About(AttestationResult result)
    {
        string titles = string.Join(" + ", result.Evidences.Select(each => each.Title).Distinct());
        string runs = string.Concat(result.Logs.Select(log => $" · run {RunOf(log)}"));
        string simulated = result.Simulated ? " · SIMULATED" : "";
        string at = result.EvaluatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"{titles}{runs}{simulated} · as of {at} UTC";
    }

    // The origin ends in the run id, which is long enough to be told apart by its beginning.
    private static string RunOf(LogSummary log) => log.Origin[(log.Origin.LastIndexOf('/') + 1)..][..ShownDigits];

    private void Fold(AttestationResult result)
    {
        foreach (TreeRow row in TreeRows.Of(result))
        {
            string tail = row.Tail.Length == 0 ? "" : $"  {row.Tail}";
            page.Marked(row.Outcome, "  ", $"{row.Title,-TitleWidth} {row.Text,-TextWidth} {RuleIds.Ranges(row.Ids)}{tail}");
        }
    }

    private void Unfold(AttestationResult result)
    {
        foreach (Check check in result.Checks)
        {
            string because = check.Because is null ? "" : $": {ShortHex.Of(check.Because)}";
            string until = check.ToleratedUntil is { } time ? $", tolerated until {UtcTime.Of(time)}" : "";
            string word = Outcomes.Word(check.Outcome);
            page.Marked(check.Outcome, "  ", $"{check.Rule.Id,-IdWidth} {word,-13} {check.Rule.Title}{because}{until}");
            if (verbosity > 1)
            {
                Details(check);
            }
        }
    }

    private void Details(Check check)
    {
        if (check.Got is { } got)
        {
            page.Line($"      got  {ShortHex.Of(got)}");
        }

        foreach (string want in check.Want)
        {
            page.Line($"      want {ShortHex.Of(want)}");
        }
    }

    // What a certificate's holder wants to know first; nothing of it is said where anything failed.
    private void Bindings(AttestationResult result)
    {
        foreach (BindingSummary each in result.Outcome is Outcome.Pass or Outcome.Warn ? result.Bindings : [])
        {
            string run = result.Logs.Length > 1 ? $" of run {RunOf(result.Logs[each.Log])}" : "";
            page.Unmarked("binding", TitleWidth, ShortHex.Of($"{each.Key}: exe {each.Exe} ({each.Measured}, {each.Method}), leaf {each.Leaf}{run}"));
        }
    }

    // Said in every verdict on a bundle: what an anchor and a remembered checkpoint would have shown.
    private void Logs(AttestationResult result)
    {
        foreach (LogSummary log in result.Logs)
        {
            string leaves = log.Leaves == 1 ? "1 leaf" : $"{log.Leaves} leaves";
            page.Unmarked("log", TitleWidth, $"{leaves} of {log.Size}; anchor: {log.Anchor}; rollback: {(log.IsRollbackChecked ? "checked" : "not evaluated")}");
        }
    }

    private void Rests(AttestationResult result)
    {
        Bindings(result);
        Logs(result);
        if (result.Endorsements.Length == 0)
        {
            page.Unmarked("endorsements", TitleWidth, "none used");
        }

        string title = "endorsements";
        foreach (string line in EndorsementLines.Of(result))
        {
            page.Unmarked(title, TitleWidth, line);
            title = "";
        }

        if (result.Unsafe.Length > 0)
        {
            page.Marked(Outcome.Warn, "  ", $"{"unsafe",-TitleWidth} {string.Join(", ", result.Unsafe)}");
        }
    }

    private void Hints(AttestationResult result)
    {
        Check[] failed = [.. result.Checks.Where(check => check.Outcome == Outcome.Fail).OrderBy(check => check.Rule.Kind)];
        foreach (string hint in failed.Select(check => check.Rule.Hint).OfType<string>().Distinct().Take(MaxHints))
        {
            page.Line($"  hint: {hint}");
        }

        if (failed.Length > 0)
        {
            page.Line($"  hint: `attest explain {failed[0].Rule.Id}` prints the rule");
        }
    }
}
