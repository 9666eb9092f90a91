// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>The whole process: exec of the native command line to its exit, verifying one quote from files.</summary>
internal static class ProcessBenchmark
{
    private const int WarmUps = 5;
    private const double AimMilliseconds = 60;

    public static void Run(Budget budget)
    {
        int runs = budget.Of(50, 10);
        TdxSubject subject = TdxSubject.Of("v4");
        string folder = Directory.CreateTempSubdirectory("attest-bench-").FullName;
        try
        {
            string[] arguments = Lay(subject, folder);
            double[] times = [.. Enumerable.Range(0, WarmUps + runs).Select(_ => Once(Programs.Published.Attest, arguments)).Skip(WarmUps).Order()];
            Results.Write(budget, "attest-process", MeasuredDevice.None, Report(subject, times));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Lay(TdxSubject subject, string folder)
    {
        File.WriteAllBytes(Path.Combine(folder, "quote.bin"), subject.Quote);
        foreach (Endorsement each in subject.Endorsements)
        {
            string path = Path.Combine(folder, "endorsements", each.Name + each.Suffix);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, each.Bytes.ToArray());
        }

        File.WriteAllText(Path.Combine(folder, "policy.json"), """
            {"mediaType":"application/vnd.attestation.policy+json;version=1","name":"benchmark","reportDataUnsafe":"any",
             "tdx":{"tcb":{"accept":["UpToDate","OutOfDate"]},"anyMeasurementUnsafe":true}}
            """);
        return
        [
            "verify", Path.Combine(folder, "quote.bin"), "--policy", Path.Combine(folder, "policy.json"),
            "--endorsements", Path.Combine(folder, "endorsements"), "--at", subject.Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
    }

    private static double Once(string attest, string[] arguments)
    {
        ProcessStartInfo start = new(attest, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        double elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException($"attest exited {process.ExitCode}: {output}");
    }

    private static (JsonObject Json, string Markdown) Report(TdxSubject subject, double[] sorted)
    {
        double At(double share) => Math.Round(sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)], 2);
        JsonObject json = new()
        {
            ["subject"] = subject.Label,
            ["runs"] = sorted.Length,
            ["milliseconds"] = new JsonObject { ["min"] = At(0), ["p50"] = At(0.5), ["p90"] = At(0.9), ["p99"] = At(0.99), ["max"] = At(1) },
            ["aimMilliseconds"] = AimMilliseconds,
        };
        string text = string.Create(CultureInfo.InvariantCulture, $"""
            `attest verify` of a {subject.Label}, native binary, exec to exit, {sorted.Length} runs after {WarmUps}:

            | min ms | p50 ms | p90 ms | p99 ms | max ms | aim |
            |---|---|---|---|---|---|
            | {At(0)} | {At(0.5)} | {At(0.9)} | {At(0.99)} | {At(1)} | at most {AimMilliseconds} |

            """);
        return (json, text);
    }
}
