// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Reports;

namespace Attestation.Benchmarks;

/// <summary>Verification against its aims, as multiples of the raw signature verify of the same run.</summary>
/// <param name="parameter">Name of the benchmark's only parameter: what was verified.</param>
/// <param name="raw">The operation that the aims are multiples of.</param>
/// <param name="aims">Operation to the most that it may be.</param>
/// <param name="labelOf">What a value of the parameter stands for.</param>
internal sealed class VerifyReport(string parameter, string raw, ImmutableDictionary<string, double> aims, Func<string, string> labelOf)
{
    public (JsonObject Json, string Markdown) Of(Summary summary)
    {
        JsonArray rows = [.. summary.Reports.Select(report => Row(report, Raw(summary, SubjectOf(report))))];
        StringBuilder text = new();
        text.AppendLine("| subject | operation | median µs | p95 µs | allocated bytes | times raw verify | aim |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (JsonNode? row in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row!["subject"]} | {row["operation"]} | {row["medianMicroseconds"]} | {row["p95Microseconds"]} | {row["allocatedBytes"]} | {row["timesRawVerify"]} | {row["aim"]?.ToString() ?? "–"} |");
        }

        JsonObject json = new()
        {
            ["subjects"] = new JsonArray([.. summary.Reports.Select(SubjectOf).Distinct().Select(subject => (JsonNode)$"{subject}: {labelOf(subject)}")]),
            ["rows"] = rows,
        };
        return (json, text.ToString());
    }

    private JsonObject Row(BenchmarkReport report, double rawMedian)
    {
        string operation = OperationOf(report);
        double median = report.ResultStatistics!.Median / 1000;
        return new()
        {
            ["subject"] = SubjectOf(report),
            ["operation"] = operation,
            ["medianMicroseconds"] = Round(median),
            ["p95Microseconds"] = Round(report.ResultStatistics.Percentiles.P95 / 1000),
            ["allocatedBytes"] = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase),
            ["timesRawVerify"] = Round(median / rawMedian),
            ["aim"] = aims.TryGetValue(operation, out double aim) ? $"at most {Round(aim).ToString(CultureInfo.InvariantCulture)}" : null,
        };
    }

    private double Raw(Summary summary, string subject) => summary.Reports
        .Single(report => SubjectOf(report) == subject && OperationOf(report) == raw)
        .ResultStatistics!.Median / 1000;

    private string SubjectOf(BenchmarkReport report) => (string)report.BenchmarkCase.Parameters[parameter];

    private static string OperationOf(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static double Round(double value) => Math.Round(value, 2);
}
