// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws.Tees;

/// <summary>Everything that a result's checks say, as text that can be compared.</summary>
internal static class Verdict
{
    public static string Of(AttestationResult result) => string.Join('\n', Lines(result));

    /// <summary>The first line in which two verdicts differ.</summary>
    public static string Difference(string one, string verdict, string other, string otherVerdict)
    {
        string[] lines = verdict.Split('\n');
        string[] others = otherVerdict.Split('\n');
        int at = Enumerable.Range(0, Math.Max(lines.Length, others.Length)).First(i => lines.ElementAtOrDefault(i) != others.ElementAtOrDefault(i));
        return $"{one} says \"{lines.ElementAtOrDefault(at)}\", {other} \"{others.ElementAtOrDefault(at)}\"";
    }

    public static IEnumerable<string> Lines(AttestationResult result) =>
        result.Checks.Select(check =>
            $"{check.Rule.Id} {check.Outcome} got {check.Got} want {string.Join(", ", check.Want)} because {check.Because} until {check.ToleratedUntil:O}");
}
