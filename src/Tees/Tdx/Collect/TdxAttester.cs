// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Tdx.Collect;

/// <summary>Makes a TD's Evidence: a quote by configfs-tsm, and the CCEL as it was when the agent started.</summary>
/// <param name="reports">configfs-tsm of a TD.</param>
/// <param name="eventLog">The CCEL; empty where the firmware left none.</param>
public sealed class TdxAttester(ITsmReports reports, ReadOnlyMemory<byte> eventLog) : IAttester
{
    /// <summary>What the kernel calls the driver.</summary>
    public const string Provider = "tdx_guest";

    /// <inheritdoc/>
    public string Tee => TdxTee.TeeName;

    /// <inheritdoc/>
    public async ValueTask<Evidence> AttestAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        TsmReport report = await reports.RequestAsync(new(reportData), cancellationToken).ConfigureAwait(false);
        EvidencePart quote = new("quote", report.OutBlob);
        return new(Tee, eventLog.IsEmpty ? [quote] : [quote, new("ccel", eventLog)]);
    }
}
