// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Tdx.Wire;
using Attestation.Wire;

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
        EvidencePart quote = new("quote", Checked(report.OutBlob, reportData.Span));
        return new(Tee, eventLog.IsEmpty ? [quote] : [quote, new("ccel", eventLog)]);
    }

    // The host made the answer: what is no quote over these 64 bytes is never published.
    private static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> answer, ReadOnlySpan<byte> reportData)
    {
        if (!Quote.TryParse(answer, out Quote? quote, out Malformed? malformed))
        {
            throw new AttesterException(AttesterReason.BadAnswer, Provider, malformed.ToString());
        }

        return quote.Body.ReportData.SequenceEqual(reportData)
            ? quote.Raw
            : throw new AttesterException(AttesterReason.BadAnswer, Provider, "the quote is over other REPORTDATA than was asked for");
    }
}
