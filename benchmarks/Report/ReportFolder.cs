// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks.Report;

/// <summary>A folder of result files, and the report that is written out of them beside them.</summary>
/// <param name="path">The folder.</param>
internal sealed class ReportFolder(string path)
{
    /// <summary>Name of the report's files, without suffix.</summary>
    public const string Name = "report";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>JSON as every file here has it.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(Indented) + "\n";

    /// <summary>Writes the report and its pictures; pictures that the report no longer has are deleted.</summary>
    /// <param name="command">What made it.</param>
    /// <param name="failures">Why a result file is not to be believed, by its name.</param>
    /// <returns>Names of the parts that no result file tells of.</returns>
    public IReadOnlyList<string> Write(string command, IReadOnlyDictionary<string, string> failures)
    {
        Directory.CreateDirectory(path);
        JsonObject report = Report(command, failures);
        File.WriteAllText(Of(Name + ".json"), Text(report));
        File.WriteAllText(Of(Name + ".md"), ReportMarkdown.Of(report));
        Array.ForEach(Directory.GetFiles(path, "*.svg"), File.Delete);
        foreach (ReportPlot plot in ReportPlots.Of(report))
        {
            File.WriteAllText(Of(plot.File), plot.Svg);
        }

        return [.. report["missing"]!.AsArray().Select(name => name!.ToString())];
    }

    /// <summary>The report of the result files that are there.</summary>
    /// <param name="command">What made it.</param>
    /// <param name="failures">Why a result file is not to be believed, by its name.</param>
    public JsonObject Report(string command, IReadOnlyDictionary<string, string> failures)
    {
        IEnumerable<string> files = PartShapes.All.Select(shape => shape.File).Distinct().Where(file => !failures.ContainsKey(file) && File.Exists(Of(file + ".json")));
        return ReportDocument.Of(command, files.ToDictionary(file => file, file => JsonNode.Parse(File.ReadAllBytes(Of(file + ".json")))!.AsObject()), failures);
    }

    private string Of(string file) => Path.Combine(path, file);
}
