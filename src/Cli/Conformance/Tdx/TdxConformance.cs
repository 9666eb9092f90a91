// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>Suites of Intel TDX (CONTRACTS, section 9.1): a suite whose file is absent is not run.</summary>
internal static class TdxConformance
{
    private const string FullKind = "full";
    private const string NeedsVtpm = "needs the vTPM room";

    public static ConformanceSuites Open(VectorFolder folder)
    {
        List<ConformanceSuite> suites =
        [
            .. Real(folder),
            .. Synthetic(folder.In("synthetic")),
            .. Golden(folder),
            EventLogSuite.Open(folder.In("eventlog")),
            RawSuite.Open(folder),
            TdReportSuite.Open(folder.In("tdreport")),
        ];
        ImmutableArray<SkippedCase> skipped =
            [.. folder.In("azure").Files("*").Select(file => new SkippedCase($"azure/{file}", NeedsVtpm))];
        return new([.. suites.Where(suite => suite.Cases.Count > 0)], skipped);
    }

    private static IEnumerable<ConformanceSuite> Real(VectorFolder folder)
    {
        VectorEntry[] all = Entries(folder, "cases.json");
        yield return Suite(FullKind, all.Where(each => each.Text("kind") == FullKind), FullSuite.Run);
        yield return Suite(TcbOnlySuite.Kind, all.Where(each => each.Text("kind") == TcbOnlySuite.Kind), TcbOnlySuite.Run);
    }

    private static IEnumerable<ConformanceSuite> Synthetic(VectorFolder folder) =>
        [Suite(SyntheticSuite.Kind, Entries(folder, "cases.json"), SyntheticSuite.Run)];

    private static IEnumerable<ConformanceSuite> Golden(VectorFolder folder) =>
        [ConformanceSuite.Of(GoldenSuite.Kind, Entries(folder, "quotes.json"), each => each.Text("name"), GoldenSuite.Run)];

    private static ConformanceSuite Suite(string kind, IEnumerable<VectorEntry> entries, Func<VectorEntry, ConformanceCase> run) =>
        ConformanceSuite.Of(kind, entries, each => each.Text("id"), run);

    private static VectorEntry[] Entries(VectorFolder folder, string file) =>
        folder.TryJson(file, out JsonItem? root) ? [.. VectorEntry.All(folder, root)] : [];
}
