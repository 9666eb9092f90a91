// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 8: the firmware of the platform against the policy.</summary>
internal static class TcbPolicy
{
    private const uint MitigationsSince = 5;
    private const string NotAsked = "the policy asks nothing";

    public static ImmutableArray<Check> Appraise(AttestationReport report, SnpProduct product, SevSnpPolicy policy) =>
    [
        Order(report, product.Generation),
        Committed(report, product.Generation, policy),
        Minimum(report, product, policy),
        Firmware(report, product, policy),
        Mitigations(SevSnpRules.MitLaunch, report, report.LaunchMitVector, policy.LaunchMitigations),
        Mitigations(SevSnpRules.MitCurrent, report, report.CurrentMitVector, policy.CurrentMitigations),
    ];

    private static Check Order(AttestationReport report, TcbGeneration generation)
    {
        TcbVersion reported = report.ReportedTcb(generation);
        TcbVersion committed = report.CommittedTcb(generation);
        TcbVersion current = report.CurrentTcb(generation);
        string? wrong = !committed.IsAtLeast(reported) ? $"REPORTED ({reported}) is ahead of COMMITTED ({committed})"
            : !current.IsAtLeast(committed) ? $"COMMITTED ({committed}) is ahead of CURRENT ({current})"
            : report.CurrentFirmware.CompareTo(report.CommittedFirmware) < 0
            ? $"committed firmware {report.CommittedFirmware} is ahead of current {report.CurrentFirmware}"
            : null;
        return wrong is null ? Check.Pass(SevSnpRules.TcbOrder, $"reported {reported}") : Check.Fail(SevSnpRules.TcbOrder, wrong);
    }

    private static Check Committed(AttestationReport report, TcbGeneration generation, SevSnpPolicy policy)
    {
        TcbVersion current = report.CurrentTcb(generation);
        TcbVersion committed = report.CommittedTcb(generation);
        bool equal = current == committed && report.CurrentFirmware == report.CommittedFirmware;
        return equal
            ? Check.Pass(SevSnpRules.TcbCommitted)
            : Check.Waivable(
                SevSnpRules.TcbCommitted,
                holds: false,
                policy.Allow.ProvisionalFirmwareUnsafe,
                $"provisional firmware: current {report.CurrentFirmware} ({current}), committed {report.CommittedFirmware} ({committed})");
    }

    private static Check Minimum(AttestationReport report, SnpProduct product, SevSnpPolicy policy)
    {
        if (policy.MinimumTcb.Length == 0)
        {
            return Check.NotEvaluated(SevSnpRules.TcbMinimum, NotAsked);
        }

        TcbFloor[] fitting = [.. policy.MinimumTcb.Where(each => each.Fits(report, product))];
        if (fitting.Length == 0)
        {
            string processor = report.HasCpuid
                ? $"family 0x{report.Family:x2}, model 0x{report.Model:x2}, stepping {report.Stepping}"
                : $"{product}, as a report of version 2 names no model";
            return Check.Fail(SevSnpRules.TcbMinimum, $"no floor of the policy is for {processor}");
        }

        int specificity = fitting.Max(each => each.Specificity);
        foreach (TcbFloor floor in fitting.Where(each => each.Specificity == specificity))
        {
            foreach (ReportedTcb which in policy.MinimumTcbOf)
            {
                TcbVersion tcb = Of(report, which, product.Generation);
                if (!floor.Holds(tcb))
                {
                    return Check.Fail(SevSnpRules.TcbMinimum, $"{SevSnpWords.Of(which)} TCB lies below the floor: {tcb}", tcb.ToString(), floor.ToString());
                }
            }
        }

        return Check.Pass(SevSnpRules.TcbMinimum, string.Join(", ", policy.MinimumTcbOf.Select(SevSnpWords.Of)));
    }

    private static TcbVersion Of(AttestationReport report, ReportedTcb which, TcbGeneration generation) => which switch
    {
        ReportedTcb.Committed => report.CommittedTcb(generation),
        ReportedTcb.Current => report.CurrentTcb(generation),
        ReportedTcb.Launch => report.LaunchTcb(generation),
        _ => report.ReportedTcb(generation),
    };

    private static Check Firmware(AttestationReport report, SnpProduct product, SevSnpPolicy policy)
    {
        if (!policy.MinimumFirmware.TryGetValue(product, out FirmwareVersion floor))
        {
            return Check.NotEvaluated(SevSnpRules.TcbFirmware, policy.MinimumFirmware.Count == 0 ? NotAsked : $"the policy asks nothing of {product}");
        }

        bool holds = report.CommittedFirmware.CompareTo(floor) >= 0 && report.CurrentFirmware.CompareTo(floor) >= 0;
        string got = $"committed {report.CommittedFirmware}, current {report.CurrentFirmware}";
        return Check.Require(SevSnpRules.TcbFirmware, holds, got, $"at least {floor}", $"the firmware is older than the policy allows: {got}");
    }

    private static Check Mitigations(Rule rule, AttestationReport report, ulong got, ulong? wanted)
    {
        if (wanted is not { } mask)
        {
            return Check.NotEvaluated(rule, NotAsked);
        }

        return report.Version < MitigationsSince
            ? Check.Fail(rule, $"a report of version {report.Version} has no mitigation vectors", $"version {report.Version}", $"version {MitigationsSince}")
            : Check.Require(rule, (got & mask) == mask, $"0x{got:x}", $"all of 0x{mask:x}", $"0x{mask & ~got:x} is not in force");
    }
}
