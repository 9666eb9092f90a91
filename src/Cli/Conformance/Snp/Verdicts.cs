// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Conformance.Snp;

/// <summary>Compares a verdict; pass and warn are "accept".</summary>
internal static class Verdicts
{
    private const string Accept = "accept";
    private const string Reject = "reject";

    /// <param name="entry">The case.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="result">What came out.</param>
    /// <param name="difference">The first field that differs; null where none does.</param>
    public static ConformanceCase Compare(VectorEntry entry, string kind, AttestationResult result, string? difference)
    {
        string verdict = result.Outcome is Outcome.Pass or Outcome.Warn ? Accept : Reject;
        string got = difference is null ? verdict : $"{verdict}, but {difference}";
        return ConformanceCase.Compare(entry.Text("id"), kind, entry.Text("expect"), got) with { Rules = ConformanceCase.Failed(result) };
    }
}
