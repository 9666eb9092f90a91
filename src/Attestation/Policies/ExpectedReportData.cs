// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Policies;

/// <summary>What REPORT_DATA must be: the one value, or (unsafe) anything.</summary>
public abstract record ExpectedReportData
{
    private ExpectedReportData()
    {
    }

    /// <summary>Exactly these bytes.</summary>
    /// <param name="Bytes">64 bytes.</param>
    public sealed record Exactly(ReadOnlyMemory<byte> Bytes) : ExpectedReportData;

    /// <summary>Anything: the Evidence may be anybody's, for any purpose, from any time.</summary>
    public sealed record AnyUnsafe : ExpectedReportData;
}
