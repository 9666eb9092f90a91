// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Reports;

namespace Attestation.Benchmarks;

/// <summary>Verification against its aims: warm at most 1.4 times three raw verifies, cold at most 2.2 times ten, in one run.</summary>
internal static class TdxVerifyReport
{
    private const double WarmAim = 1.4 * 3;
    private const double ColdAim = 2.2 * 10;

    public static (JsonObject Json, string Markdown) Of(Summary summary)
    {
        JsonArray rows = [];
        StringBuilder text = new();
        text.AppendLine("| format | operation | median µs | p95 µs | allocated bytes | times raw verify | aim |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (string format in summary.Reports.Select(FormatOf).Distinct())
        {
            double raw = Median(summary, format, nameof(TdxVerifyBenchmarks.RawP256Verify));
            foreach (BenchmarkReport report in summary.Reports.Where(report => FormatOf(report) == format))
            {
                JsonObject row = Row(report, raw, summary);
                rows.Add(row);
                text.AppendLine(CultureInfo.InvariantCulture, $"| {format} | {row["operation"]} | {row["medianMicroseconds"]} | {row["p95Microseconds"]} | {row["allocatedBytes"]} | {row["timesRawVerify"]} | {row["aim"]?.ToString() ?? "–"} |");
            }
        }

        JsonObject json = new()
        {
            ["subjects"] = new JsonArray([.. summary.Reports.Select(FormatOf).Distinct().Select(format => (JsonNode)TdxSubject.Of(format).Label)]),
            ["rows"] = rows,
        };
        return (json, text.ToString());
    }

    private static JsonObject Row(BenchmarkReport report, double raw, Summary summary)
    {
        string operation = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
        double median = report.ResultStatistics!.Median / 1000;
        double? aim = operation switch
        {
            nameof(TdxVerifyBenchmarks.Warm) => WarmAim,
            nameof(TdxVerifyBenchmarks.Cold) => ColdAim,
            _ => null,
        };
        return new()
        {
            ["format"] = FormatOf(report),
            ["operation"] = operation,
            ["medianMicroseconds"] = Round(median),
            ["p95Microseconds"] = Round(report.ResultStatistics.Percentiles.P95 / 1000),
            ["allocatedBytes"] = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase),
            ["timesRawVerify"] = Round(median / raw),
            ["aim"] = aim is null ? null : $"at most {Round(aim.Value).ToString(CultureInfo.InvariantCulture)}",
        };
    }

    private static double Median(Summary summary, string format, string operation) => summary.Reports
        .Single(report => FormatOf(report) == format && report.BenchmarkCase.Descriptor.WorkloadMethod.Name == operation)
        .ResultStatistics!.Median / 1000;

    private static string FormatOf(BenchmarkReport report) => (string)report.BenchmarkCase.Parameters[nameof(TdxVerifyBenchmarks.Format)];

    private static double Round(double value) => Math.Round(value, 2);
}
