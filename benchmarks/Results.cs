// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>Writes a result file and its table into benchmarks/results, with what they were measured on.</summary>
internal static class Results
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static void Write(string name, (JsonObject Json, string Markdown) report)
    {
        string folder = Path.Combine(Root(), "benchmarks", "results");
        Directory.CreateDirectory(folder);
        JsonObject whole = new() { ["benchmark"] = name, ["measuredOn"] = MeasuredOn() };
        foreach ((string key, JsonNode? value) in report.Json)
        {
            whole[key] = value?.DeepClone();
        }

        File.WriteAllText(Path.Combine(folder, name + ".json"), whole.ToJsonString(Indented) + "\n");
        File.WriteAllText(Path.Combine(folder, name + ".md"), $"# {name}\n\n{string.Join("\n", MeasuredOn().Select(each => $"- {each.Key}: {each.Value}"))}\n\n{report.Markdown}");
        Console.WriteLine(report.Markdown);
    }

    private static JsonObject MeasuredOn() => new()
    {
        ["processor"] = Processor(),
        ["cores"] = Environment.ProcessorCount,
        ["kernel"] = Environment.OSVersion.Version.ToString(),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        ["kind"] = "software only: no TEE hardware takes part",
    };

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown"
        : "unknown";

    private static string Root()
    {
        DirectoryInfo? from = new(AppContext.BaseDirectory);
        while (from is not null && !File.Exists(Path.Combine(from.FullName, "global.json")))
        {
            from = from.Parent;
        }

        return from?.FullName ?? throw new InvalidOperationException("no global.json above the benchmark");
    }
}
