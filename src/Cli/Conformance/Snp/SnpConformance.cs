// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Cli.Conformance.Snp;

/// <summary>Suites of AMD SEV-SNP (CONTRACTS, section 9.1); what needs a vTPM is skipped.</summary>
internal static class SnpConformance
{
    private const string NeedsVtpm = "needs the vTPM room";

    private static readonly ImmutableArray<(string Kind, Func<VectorEntry, ConformanceCase> Run)> Kinds =
    [
        (ReportSuite.Kind, ReportSuite.Run),
        (ReportSuite.ParseKind, ReportSuite.RunParse),
        (CertificateSuite.LeafKind, CertificateSuite.RunLeaf),
        (CertificateSuite.ChainKind, CertificateSuite.RunChain),
        (LaunchDigestSuite.Kind, LaunchDigestSuite.Run),
        (IdBlockSuite.Kind, IdBlockSuite.Run),
    ];

    public static ConformanceSuites Open(VectorFolder folder)
    {
        VectorEntry[] all = folder.TryJson("cases.json", out JsonItem? root) && root.TryGet("cases", out JsonItem? cases)
            ? [.. VectorEntry.All(folder, cases)]
            : [];
        ConformanceSuite[] suites = [.. Kinds.Select(each => Suite(each.Kind, all, each.Run)).Where(suite => suite.Cases.Count > 0)];
        ImmutableArray<SkippedCase> skipped =
        [
            .. all
                .Where(each => !Kinds.Any(known => known.Kind == each.Text("kind")))
                .Select(each => new SkippedCase(each.Text("id"), NeedsVtpm)),
        ];
        return new(suites, skipped);
    }

    private static ConformanceSuite Suite(string kind, VectorEntry[] all, Func<VectorEntry, ConformanceCase> run) =>
        new(kind, [.. all.Where(each => each.Text("kind") == kind).Select(each => (each.Text("id"), Later(run, each)))]);

    private static Func<ConformanceCase> Later(Func<VectorEntry, ConformanceCase> run, VectorEntry entry) => () => run(entry);
}
