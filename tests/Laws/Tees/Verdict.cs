// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Laws.Tees;

/// <summary>Everything that a result's checks say, as text that can be compared.</summary>
internal static class Verdict
{
    public static string Of(AttestationResult result) => string.Join('\n', Lines(result));

    public static IEnumerable<string> Lines(AttestationResult result) =>
        result.Checks.Select(check =>
            $"{check.Rule.Id} {check.Outcome} got {check.Got} want {string.Join(", ", check.Want)} because {check.Because} until {check.ToleratedUntil:O}");
}
