// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Collect;

/// <summary>Makes a guest's Evidence: a report, and the host's certificate table where it gives one.</summary>
/// <param name="request">Asks the machine for a report over 64 bytes.</param>
public sealed class SnpAttester(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<SnpReport>> request) : IAttester
{
    /// <summary>What the kernel calls the driver.</summary>
    public const string Provider = "sev_guest";

    /// <inheritdoc/>
    public string Tee => SevSnpTee.TeeName;

    /// <summary>By configfs-tsm.</summary>
    public static SnpAttester Over(ITsmReports reports) => new(async (reportData, cancellationToken) =>
    {
        TsmReport report = await reports.RequestAsync(new(reportData), cancellationToken).ConfigureAwait(false);
        return new(report.OutBlob, report.AuxBlob);
    });

    /// <summary>By AMD's guest device.</summary>
    public static SnpAttester Over(ISnpReports reports) =>
        new((reportData, cancellationToken) => reports.RequestAsync(reportData, cancellationToken: cancellationToken));

    /// <inheritdoc/>
    public async ValueTask<Evidence> AttestAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        SnpReport made = await request(reportData, cancellationToken).ConfigureAwait(false);
        EvidencePart report = new(SevSnpTee.ReportPart, Checked(made.Report, reportData.Span));
        return new(Tee, made.CertificateTable.IsEmpty ? [report] : [report, new(SevSnpTee.TablePart, made.CertificateTable)]);
    }

    // The host passed it on: what is no report over these 64 bytes is never published.
    private static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> answer, ReadOnlySpan<byte> reportData)
    {
        if (!AttestationReport.TryParse(answer, out AttestationReport? report, out Malformed? malformed))
        {
            throw new AttesterException(AttesterReason.BadAnswer, Provider, malformed.ToString());
        }

        return report.ReportData.SequenceEqual(reportData)
            ? report.Raw
            : throw new AttesterException(AttesterReason.BadAnswer, Provider, "the report is over other REPORT_DATA than was asked for");
    }
}
