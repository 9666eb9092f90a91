// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Attestation.Benchmarks;

/// <summary>One agent process on a simulated machine, with quotas out of the way.</summary>
internal sealed class AgentUnderLoad : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string folder = Directory.CreateTempSubdirectory("agent-load-").FullName;
    private readonly Process process;
    private string last = "it said nothing";

    /// <summary>Starts an agent and waits until it serves.</summary>
    /// <param name="agent">The executable.</param>
    /// <param name="latency">The device's latency model.</param>
    /// <param name="settings">More configuration, by path.</param>
    public AgentUnderLoad(string agent, string latency, params (string Path, string Value)[] settings)
    {
        ProcessStartInfo start = new(agent, ["--simulate", latency == "sev-snp" ? "sev-snp" : "tdx", "--latency", latency, "--state", $"{folder}/state", "--sockets", Sockets])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string path, string value) in (IEnumerable<(string, string)>)[("quotas.user-data.perSecond", "2000000000"), ("quotas.user-data.bytesPerMinute", "2000000000"), ("commit.deadline", "PT2M"), .. settings])
        {
            start.Environment[$"ATTESTATION_AGENT__{path.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal)}"] = value;
        }

        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => last = line.Data ?? last;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Wait();
    }

    /// <summary>The agent's socket directory.</summary>
    public string Sockets => $"{folder}/s";

    /// <summary>Resident memory in kilobytes.</summary>
    public long ResidentKilobytes() => long.Parse(
        File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Wait()
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Patience && !process.HasExited; Thread.Sleep(100))
        {
            using Socket probe = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                probe.Connect(new UnixDomainSocketEndPoint($"{Sockets}/agent/agent.sock"));
                return;
            }
            catch (SocketException)
            {
            }
        }

        throw new InvalidOperationException($"the agent does not serve: {last.Trim()}");
    }
}
