// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.SevSnp.Simulator.SimulatedSnpOptions>;

namespace Attestation.SevSnp.Simulator.Faults;

/// <summary>Every fault of an SEV-SNP machine: each is one thing that some rule must catch.</summary>
public static class SnpFault
{
    /// <summary>All of them; each name once.</summary>
    public static ImmutableArray<Fault> All { get; } =
        [.. ReportFault.All, .. ChainFault.All, .. CrlFault.All, .. VekFault.All, .. GuestFault.All];

    /// <summary>The fault of that name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Fault? fault)
    {
        fault = All.FirstOrDefault(each => each.Name == name);
        return fault is not null;
    }
}
