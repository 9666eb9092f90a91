// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Conformance.Snp;

/// <summary>AMD's certificates without a report. Half a verification, with no other entry point.</summary>
internal static class CertificateSuite
{
    public const string LeafKind = "leaf";
    public const string ChainKind = "chain";

    private const string Note = "certificates only";

    public static ConformanceCase RunLeaf(VectorEntry entry)
    {
        SnpInputs inputs = new(entry);
        string? difference = ReportWords.FirstDifference(entry.In("fields"), inputs.Vek());
        return Verdicts.Compare(entry, LeafKind, inputs.AppraiseCertificates(), difference) with { Note = Note };
    }

    public static ConformanceCase RunChain(VectorEntry entry) =>
        Verdicts.Compare(entry, ChainKind, new SnpInputs(entry).AppraiseCertificates(), null) with { Note = Note };
}
