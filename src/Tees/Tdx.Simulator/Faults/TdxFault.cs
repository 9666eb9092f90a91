// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Every fault of a TDX machine: each is one thing that some rule must catch.</summary>
public static class TdxFault
{
    /// <summary>All of them; each name once.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        .. QuoteFault.All, .. PckChainFault.All, .. CertificateFault.All, .. SgxExtensionFault.All, .. CrlFault.All, .. DocumentFault.All,
        .. TcbInfoFault.All, .. SignerFault.All, .. EnclaveFault.All, .. TcbFault.All, .. TdFault.All, .. MeasurementFault.All,
    ];

    /// <summary>The fault of that name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Fault? fault)
    {
        fault = All.FirstOrDefault(each => each.Name == name);
        return fault is not null;
    }
}
