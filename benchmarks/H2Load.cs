// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Google.Protobuf;

namespace Attestation.Benchmarks;

/// <summary>nghttp2's <c>h2load</c> as the load generator: a closed loop in C, which leaves the processors to the agent.</summary>
/// <remarks>It does not read gRPC's status. So a number of calls is made and the log must have grown by it: what is missing was refused.</remarks>
internal static partial class H2Load
{
    private const int CallersOfConnection = 64;
    private const int DigestBytes = 32;

    /// <summary>The program, where it is installed (Debian: nghttp2-client).</summary>
    public static string? Program { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "h2load")).FirstOrDefault(File.Exists);

    /// <summary>Callers that it really has: as many on each connection.</summary>
    public static int Rounded(int callers) => Connections(callers) * Streams(callers);

    /// <summary>Finds out how fast it goes, then measures.</summary>
    /// <param name="sockets">The agent's socket directory.</param>
    /// <param name="callers">Callers, each with one statement in flight.</param>
    /// <param name="seconds">About how long.</param>
    public static LoadOutcome Run(string sockets, int callers, int seconds)
    {
        double rate = Calls(sockets, callers, 4 * Rounded(callers)).PerSecond;
        return Calls(sockets, callers, Math.Max(Rounded(callers), (int)(rate * seconds)));
    }

    private static LoadOutcome Calls(string sockets, int callers, int calls)
    {
        ulong before = Info(sockets).Size;
        (double perSecond, long[] latencies) = Measure(sockets, callers, calls);
        GetInfoResponse after = Info(sockets);
        return new(perSecond, latencies, calls - Math.Min(calls, (long)(after.Size - before)), after.QuoteP50Us);
    }

    private static (double PerSecond, long[] Latencies) Measure(string sockets, int callers, int calls)
    {
        string folder = Directory.CreateTempSubdirectory("h2load-").FullName;
        try
        {
            File.WriteAllBytes($"{folder}/append", Message());
            string said = Said(Program!,
            [
                "-c", Number(Connections(callers)), "-m", Number(Streams(callers)), "-n", Number(calls), "-d", $"{folder}/append", "-B", $"unix:{sockets}/agent/agent.sock",
                "-H", "content-type: application/grpc", "-H", "te: trailers", $"--log-file={folder}/log", "http://localhost/attestation.agent.v1.Agent/Append",
            ]);
            long[] latencies = [.. File.ReadLines($"{folder}/log").Select(line => line.Split('\t')).Where(row => row[1] == "200").Select(row => long.Parse(row[2], CultureInfo.InvariantCulture)).Order()];
            return (double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture), latencies);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Said(string program, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"h2load exited {process.ExitCode}: {said}");
    }

    private static GetInfoResponse Info(string sockets)
    {
        using AgentConnection connection = new(sockets);
        return connection.GetInfoAsync().GetAwaiter().GetResult();
    }

    // A gRPC message: not compressed, its length, the request. The agent salts each statement.
    private static byte[] Message()
    {
        byte[] request = new AppendRequest
        {
            UserData = new() { Digests = { new DataDigest { Algorithm = "sha256", Value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(DigestBytes)) } } },
        }.ToByteArray();
        return [0, 0, 0, 0, checked((byte)request.Length), .. request];
    }

    private static int Connections(int callers) => (callers + CallersOfConnection - 1) / CallersOfConnection;

    private static int Streams(int callers) => (callers + Connections(callers) - 1) / Connections(callers);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"finished in [^,]*, ([0-9.]+) req/s")]
    private static partial Regex Rate();
}
