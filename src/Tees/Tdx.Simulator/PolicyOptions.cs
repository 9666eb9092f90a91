// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Simulator;

/// <summary>What the machine's policy file expects; null expects what the machine really is.</summary>
public sealed record PolicyOptions
{
    /// <summary>REPORTDATA, 64 bytes.</summary>
    public ReadOnlyMemory<byte>? ReportData { get; init; }

    /// <summary>MRTD, 48 bytes.</summary>
    public ReadOnlyMemory<byte>? MrTd { get; init; }
}
