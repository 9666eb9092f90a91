// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Fakes;

/// <summary>Rules of the fake TEE, of every kind.</summary>
internal static class FakeRules
{
    public static readonly Rule Format = new("FAK-FMT-01", RuleKind.Authenticity, "the quote is well-formed", "Fake spec, section 1");

    public static readonly Rule Length = new("FAK-FMT-02", RuleKind.Authenticity, "the quote is long enough", "Fake spec, section 1");

    public static readonly Rule Signature = new("FAK-SIG-01", RuleKind.Authenticity, "the quote is signed", "Fake spec, section 2");

    public static readonly Rule Fresh = new("FAK-CRL-01", RuleKind.Freshness, "the document is at hand", "Fake spec, section 3")
    {
        Hint = "add it to the endorsements as fake/doc",
    };

    public static readonly Rule Tcb = new("FAK-TCB-01", RuleKind.Policy, "the TCB status is accepted", "Fake spec, section 4");

    public static readonly Rule ReportData = new("FAK-RPD-01", RuleKind.Authenticity, "REPORT_DATA is the expected one", "Fake spec, section 5");

    public static readonly Rule Measurement = new("FAK-REF-01", RuleKind.Policy, "the measurement is a reference value", "Fake spec, section 6");

    public static readonly Rule EventLog = new("FAK-EVL-01", RuleKind.Authenticity, "the event log replays", "Fake spec, section 7");

    public static ImmutableArray<Rule> All { get; } = [Format, Length, Signature, Fresh, Tcb, ReportData, Measurement, EventLog];
}
