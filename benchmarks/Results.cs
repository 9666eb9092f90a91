// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>Writes a result file and its table, with what they were measured on.</summary>
internal static class Results
{
    /// <summary>Writes what a part measured, by its rows.</summary>
    public static void Write(Budget budget, PartShape shape, MeasuredDevice device, JsonArray rows)
    {
        JsonObject json = new() { ["rows"] = rows };
        JsonObject part = ReportDocument.Of("", new Dictionary<string, JsonObject> { [shape.File] = json }, new Dictionary<string, string>())["parts"]!.AsArray()
            .Single(each => each!["name"]!.ToString() == shape.Name)!.AsObject();
        Write(budget, shape.File, device, (json, $"{shape.About}\n\n{PartTable.Of(part)}"));
    }

    /// <summary>Writes what a part measured, and its own page.</summary>
    public static void Write(Budget budget, string name, MeasuredDevice device, (JsonObject Json, string Markdown) report)
    {
        Directory.CreateDirectory(budget.Folder);
        JsonObject machine = MeasuredMachine.Describe(device, budget);
        JsonObject whole = new() { ["benchmark"] = name, ["measuredOn"] = machine };
        foreach ((string key, JsonNode? value) in report.Json)
        {
            whole[key] = value?.DeepClone();
        }

        File.WriteAllText(Path.Combine(budget.Folder, name + ".json"), ReportFolder.Text(whole));
        File.WriteAllText(Path.Combine(budget.Folder, name + ".md"), $"# {name}\n\n{string.Join("\n", machine.Select(each => $"- {each.Key}: {each.Value}"))}\n\n{report.Markdown}");
        Console.WriteLine(report.Markdown);
    }
}
