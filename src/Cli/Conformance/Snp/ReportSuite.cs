// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Snp;

/// <summary>Reports: the verdict is the expected one, and where the case has fields, each is read as it says.</summary>
internal static class ReportSuite
{
    public const string Kind = "report";
    public const string ParseKind = "parse";

    private const string Parse = "parse";

    public static ConformanceCase Run(VectorEntry entry)
    {
        SnpInputs inputs = new(entry);
        AttestationResult result = inputs.Appraise();
        return Verdicts.Compare(entry, Kind, result, ReportWords.FirstDifference(entry.In("fields"), inputs.Report));
    }

    /// <summary>A report without a public certificate: its fields alone.</summary>
    public static ConformanceCase RunParse(VectorEntry entry)
    {
        SnpInputs inputs = new(entry);
        bool read = AttestationReport.TryParse(inputs.Report, out _, out Malformed? malformed);
        string got = read ? ReportWords.FirstDifference(entry.In("fields"), inputs.Report) ?? Parse : malformed!.ToString();
        return ConformanceCase.Compare(entry.Text("id"), ParseKind, entry.Text("expect"), got) with { Note = "parse only" };
    }
}
