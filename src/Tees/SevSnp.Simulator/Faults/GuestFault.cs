// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Faults;

/// <summary>Genuine reports that a strict policy refuses.</summary>
public static class GuestFault
{
    /// <summary>The host may debug.</summary>
    public static readonly Fault Debug = Of(
        "guest-debug", "DEBUG is set", report => report with { Policy = report.Policy | 1 << 19 });

    /// <summary>A migration agent may be bound.</summary>
    public static readonly Fault MigrateMa = Of(
        "guest-migrate-ma", "MIGRATE_MA is set", report => report with { Policy = report.Policy | 1 << 18 });

    /// <summary>A bit that is always one.</summary>
    public static readonly Fault MustBeOne = Of(
        "guest-bit-17", "bit 17 of the guest policy is zero", report => report with { Policy = 1 << 16 });

    /// <summary>A reserved bit.</summary>
    public static readonly Fault Reserved = Of(
        "guest-reserved", "bit 63 of the guest policy is set", report => report with { Policy = report.Policy | 1UL << 63 });

    /// <summary>A privilege level that the policy does not name.</summary>
    public static readonly Fault Vmpl1 = Of(
        "guest-vmpl-1", "VMPL is 1", report => report with { Vmpl = 1 });

    /// <summary>Ahead of what the platform committed to.</summary>
    public static readonly Fault ProvisionalTcb = Of(
        "tcb-provisional",
        "current microcode is ahead of the committed one",
        report => report with { Current = report.Committed with { Microcode = 218 } });

    /// <summary>Ahead of what the platform committed to.</summary>
    public static readonly Fault ProvisionalFirmware = Of(
        "firmware-provisional",
        "current firmware is ahead of the committed one",
        report => report with { CurrentFirmware = new(1, 59, 0) });

    /// <summary>More than the platform can prove.</summary>
    public static readonly Fault ReportedAhead = Of(
        "tcb-reported-ahead",
        "the reported TCB is ahead of the committed one",
        report => report with { Reported = report.Committed with { Snp = 28 } });

    /// <summary>Behind what the platform committed to.</summary>
    public static readonly Fault CommittedAhead = Of(
        "tcb-committed-ahead",
        "the committed TCB is ahead of the current one",
        report => report with { Current = report.Committed with { Snp = 26 } });

    /// <summary>Another guest.</summary>
    public static readonly Fault Measurement = new(
        "measurement",
        "the policy expects another measurement",
        machine => machine with { Policy = machine.Policy with { Measurement = new byte[48] } });

    /// <summary>For something else.</summary>
    public static readonly Fault ReportData = new(
        "report-data",
        "the policy expects other REPORT_DATA",
        machine => machine with { Policy = machine.Policy with { ReportData = new byte[64] } });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Debug, MigrateMa, MustBeOne, Reserved, Vmpl1, ProvisionalTcb, ProvisionalFirmware, ReportedAhead, CommittedAhead,
        Measurement, ReportData,
    ];

    private static Fault Of(string name, string says, Func<ReportOptions, ReportOptions> change) =>
        new(name, says, machine => machine.WithReport(change));
}
