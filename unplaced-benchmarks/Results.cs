// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using System.Text.Json.Nodes;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>Writes a result file and its table, with what they were measured on.</summary>
internal static class Results
{
    /// <summary>The device of parts that ask no real one.</summary>
    public const string Simulated = "SIMULATED";

    /// <summary>The device of parts that need none.</summary>
    public const string None = "none";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes what a part measured, by its rows.</summary>
    public static void Write(Budget budget, PartShape shape, string device, JsonArray rows, JsonObject? more = null)
    {
        JsonObject json = more ?? [];
        json["rows"] = rows;
        JsonObject part = ReportDocument.Of("", new Dictionary<string, JsonObject> { [shape.File] = json }, new Dictionary<string, string>())["parts"]!.AsArray()
            .Single(each => each!["name"]!.ToString() == shape.Name)!.AsObject();
        Write(budget, shape.File, device, (json, $"{shape.About}\n\n{PartTable.Of(part)}"));
    }

    /// <summary>Writes what a part measured, and its own page.</summary>
    public static void Write(Budget budget, string name, string device, (JsonObject Json, string Markdown) report)
    {
        Directory.CreateDirectory(budget.Folder);
        JsonObject machine = MeasuredMachine.Describe(device, budget);
        JsonObject whole = new() { ["benchmark"] = name, ["measuredOn"] = machine };
        foreach ((string key, JsonNode? value) in report.Json)
        {
            whole[key] = value?.DeepClone();
        }

        File.WriteAllText(Path.Combine(budget.Folder, name + ".json"), Text(whole));
        File.WriteAllText(Path.Combine(budget.Folder, name + ".md"), $"# {name}\n\n{string.Join("\n", machine.Select(each => $"- {each.Key}: {each.Value}"))}\n\n{report.Markdown}");
        Console.WriteLine(report.Markdown);
    }

    /// <summary>JSON as every result file has it.</summary>
    public static string Text(JsonObject json) => json.ToJsonString(Indented) + "\n";
}
