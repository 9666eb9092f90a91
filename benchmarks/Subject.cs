// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks;

/// <summary>A benchmark of something that fails would measure the wrong thing.</summary>
internal static class Subject
{
    public static void Demand(AttestationResult result)
    {
        if (result.Outcome is not (Outcome.Pass or Outcome.Warn))
        {
            string failed = string.Join("; ", result.Checks.Where(check => check.Outcome == Outcome.Fail).Select(check => $"{check.Rule.Id} {check.Because}"));
            throw new InvalidOperationException($"the benchmark's evidence does not verify: {failed}");
        }
    }
}
