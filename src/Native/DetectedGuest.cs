// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>What a guest's kernel was found to offer.</summary>
/// <param name="Source">How reports are had; null where they are not.</param>
/// <param name="Provider">The kernel's name of the TEE's driver, <c>tdx_guest</c> or <c>sev_guest</c>; null where there is none.</param>
/// <param name="CanExtend">True where RTMR3 can be extended.</param>
/// <param name="EventLogs">Event logs that are there.</param>
/// <param name="Probes">What was looked for, in order, and what came of it.</param>
public sealed record DetectedGuest(
    ReportSource? Source, string? Provider, bool CanExtend, ImmutableArray<EventLogSource> EventLogs, ImmutableArray<Probe> Probes)
{
    /// <summary>How reports are had.</summary>
    /// <exception cref="AttesterException">They are not; carries the probes.</exception>
    public ReportSource RequireSource() => Source ?? throw new AttesterException(AttesterReason.NoTee, "this machine", Missing())
    {
        Hint = Probes.FirstOrDefault(probe => probe.Hint.Length > 0)?.Hint ?? "",
        Probes = Probes,
    };

    private string Missing() =>
        "no interface that gives Evidence: "
        + string.Join("; ", Probes.Where(probe => probe.Outcome != ProbeOutcome.Used).Select(probe => $"{probe.Path}: {probe.Says}"));
}
