// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>Writes a result file and its table into benchmarks/results, with what they were measured on.</summary>
internal static class Results
{
    private const int Rounds = 9;
    private const int Verifies = 500;

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
        ["rawP256VerifyMicroseconds"] = RawVerify(),
        ["kind"] = "software only: no TEE hardware takes part",
    };

    // What machines of one name differ by, and the hours of one machine.
    private static double RawVerify()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] digest = new byte[32];
        byte[] signature = key.SignHash(digest);
        double[] rounds = new double[Rounds];
        for (int round = 0; round < rounds.Length; round++)
        {
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < Verifies; i++)
            {
                _ = key.VerifyHash(digest, signature);
            }

            rounds[round] = Stopwatch.GetElapsedTime(began).TotalMicroseconds / Verifies;
        }

        return Math.Round(rounds.Order().ElementAt(Rounds / 2), 1);
    }

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
