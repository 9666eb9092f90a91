// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Attestation.Benchmarks.Report;

namespace Attestation.Benchmarks;

/// <summary>Every part, each in a process of its own, and the report of them.</summary>
internal static class WholeRun
{
    private const int ShownOfError = 200;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 1 where a part failed, which the report names.</returns>
    public static int Run(Budget budget)
    {
        Dictionary<string, string> failures = [];
        for (int at = 0; at < Part.All.Count; at++)
        {
            Part part = Part.All[at];
            Console.Error.Write($"benchmarks: [{at + 1}/{Part.All.Count}] {part.Word} … ");
            long began = Stopwatch.GetTimestamp();
            string? failure = Failure(part, budget);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{failure ?? "done"}, {Stopwatch.GetElapsedTime(began).TotalSeconds:f0} s"));
            Array.ForEach(failure is null ? [] : part.Files, file => failures[file] = failure!);
        }

        new ReportFolder(budget.Folder).Write(string.Join(' ', ["benchmarks/run", .. budget.Flags]), failures);
        Console.Error.WriteLine($"benchmarks: report in {Path.GetRelativePath(TestKit.Repository.Root, budget.Folder)}, {failures.Count} result files failed");
        return failures.Count == 0 ? 0 : 1;
    }

    // Old result files of a part that fails now would pass for new ones.
    private static string? Failure(Part part, Budget budget)
    {
        DateTime began = DateTime.UtcNow;
        ProcessStartInfo start = Self.Start([part.Word, .. budget.Flags]);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        _ = output.GetAwaiter().GetResult();
        process.WaitForExit();
        string? old = part.Files.FirstOrDefault(file => File.GetLastWriteTimeUtc(Path.Combine(budget.Folder, file + ".json")) < began);
        return (process.ExitCode, old) switch
        {
            (0, null) => null,
            (0, _) => $"{old}.json was not written",
            _ => $"exit code {process.ExitCode}: {Told(error)}",
        };
    }

    // One line, as a table's cell takes it.
    private static string Told(string error)
    {
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string line = lines.LastOrDefault(each => each.StartsWith("benchmarks: ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "it said nothing";
        return line.Length <= ShownOfError ? line : line[..ShownOfError] + "…";
    }
}
