// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>Writes the report out of the result files that are there.</summary>
internal static class ReportFiles
{
    private const string Name = "report";

    /// <summary>Writes it.</summary>
    /// <param name="budget">Whose result files.</param>
    /// <param name="command">What made it.</param>
    /// <param name="failures">Why a result file is not to be believed, by its name.</param>
    public static void Write(Budget budget, string command, IReadOnlyDictionary<string, string> failures)
    {
        Dictionary<string, JsonObject> results = [];
        foreach (string file in PartShapes.All.Select(shape => shape.File).Distinct().Where(file => !failures.ContainsKey(file)))
        {
            string path = Path.Combine(budget.Folder, file + ".json");
            if (File.Exists(path))
            {
                results[file] = JsonNode.Parse(File.ReadAllBytes(path))!.AsObject();
            }
        }

        Write(budget.Folder, ReportDocument.Of(command, results, failures));
    }

    private static void Write(string folder, JsonObject report)
    {
        File.WriteAllText(Path.Combine(folder, Name + ".json"), Results.Text(report));
        File.WriteAllText(Path.Combine(folder, Name + ".md"), ReportMarkdown.Of(report));
        foreach (string stale in Directory.EnumerateFiles(folder, "*.svg"))
        {
            File.Delete(stale);
        }

        foreach (ReportPlot plot in ReportPlots.Of(report))
        {
            File.WriteAllText(Path.Combine(folder, plot.File), plot.Svg);
        }
    }
}
