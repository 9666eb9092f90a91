// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Simulator;

/// <summary>What the machine's policy file expects; null expects what the machine really is.</summary>
public sealed record PolicyOptions
{
    /// <summary>REPORT_DATA, 64 bytes.</summary>
    public ReadOnlyMemory<byte>? ReportData { get; init; }

    /// <summary>MEASUREMENT, 48 bytes.</summary>
    public ReadOnlyMemory<byte>? Measurement { get; init; }
}
