// SPDX-License-Identifier: Apache-2.0

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>What something was measured on.</summary>
internal static class MeasuredMachine
{
    private const int Rounds = 9;
    private const int Verifies = 500;
    private const string Unknown = "unknown";

    /// <summary>For a result file.</summary>
    /// <param name="device">The device that took part.</param>
    /// <param name="budget">How much was measured.</param>
    public static JsonObject Describe(MeasuredDevice device, Budget budget) => new()
    {
        ["kind"] = device.Kind,
        ["device"] = device.Name,
        ["processor"] = Processor(),
        ["cores"] = Environment.ProcessorCount,
        ["kernel"] = Environment.OSVersion.Version.ToString(),
        ["runtime"] = RuntimeInformation.FrameworkDescription,
        ["date"] = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["commit"] = Commit(),
        ["rawP256VerifyMicroseconds"] = RawVerify(),
        ["length"] = budget.Length,
    };

    // What machines of one name differ by, and the hours of one machine.
    private static double RawVerify()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] digest = new byte[32];
        byte[] signature = key.SignHash(digest);
        return Math.Round(new Sample(Enumerable.Range(0, Rounds).Select(_ => Round(key, digest, signature))).At(0.5), 1);
    }

    private static double Round(ECDsa key, byte[] digest, byte[] signature)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < Verifies; i++)
        {
            _ = key.VerifyHash(digest, signature);
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Verifies;
    }

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? Unknown
        : Unknown;

    // Changes that were measured and not committed are said.
    private static string Commit()
    {
        ProcessStartInfo start = new("git", ["-C", TestKit.Repository.Root, "describe", "--always", "--dirty", "--exclude=*"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process git = Process.Start(start)!;
            string said = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? said : Unknown;
        }
        catch (Win32Exception)
        {
            return Unknown;
        }
    }
}
