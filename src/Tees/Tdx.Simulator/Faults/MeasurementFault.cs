// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Machines that are not the one that the policy expects, and logs that do not tell what was measured.</summary>
public static class MeasurementFault
{
    /// <summary>Another image.</summary>
    public static readonly Fault MrTd = new(
        "policy-mrtd",
        "the policy expects another MRTD",
        machine => machine with { Policy = machine.Policy with { MrTd = TdFault.SomeMeasurement } });

    /// <summary>Another purpose, or another time.</summary>
    public static readonly Fault ReportData = new(
        "policy-report-data",
        "the policy expects other REPORTDATA",
        machine => machine with { Policy = machine.Policy with { ReportData = new byte[64] } });

    /// <summary>An event left out.</summary>
    public static readonly Fault LogEventMissing = Log(
        "log-event-missing", "the event log lacks its last event", EventLogForm.EventMissing);

    /// <summary>A register without its events.</summary>
    public static readonly Fault LogRegisterMissing = Log(
        "log-register-missing", "the event log has no event of a register that was extended", EventLogForm.RegisterMissing);

    /// <summary>An event changed.</summary>
    public static readonly Fault LogDigestChanged = Log(
        "log-digest-changed", "the event log has a flipped bit in a digest", EventLogForm.DigestChanged);

    /// <summary>A log cut off.</summary>
    public static readonly Fault LogTruncated = Log(
        "log-truncated", "the event log ends in the middle of a record", EventLogForm.Truncated);

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } = [MrTd, ReportData, LogEventMissing, LogRegisterMissing, LogDigestChanged, LogTruncated];

    private static Fault Log(string name, string says, EventLogForm form) =>
        new(name, says, machine => machine with { Td = machine.Td with { EventLog = form } });
}
