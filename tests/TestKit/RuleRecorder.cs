// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.Appraisal;

namespace Attestation.TestKit;

/// <summary>Remembers which rules gave which outcomes during which test.</summary>
internal static class RuleRecorder
{
    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<(string, Outcome), byte>> Seen = new();

    static RuleRecorder() => AppraisalRun.Recorded += Record;

    public static void Start(string test) => Seen.GetOrAdd(test, _ => new());

    public static bool Saw(string test, string rule, Outcome outcome) =>
        Seen.TryGetValue(test, out var outcomes) && outcomes.ContainsKey((rule, outcome));

    private static void Record(Rule rule, Outcome outcome)
    {
        if (TestContext.Current.Test?.UniqueID is { } test && Seen.TryGetValue(test, out var outcomes))
        {
            outcomes[(rule.Id, outcome)] = 0;
        }
    }
}
