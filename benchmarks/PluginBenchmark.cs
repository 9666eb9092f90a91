// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Attestation.Benchmarks;

/// <summary>SPIRE's plugins in both forms of the executable, each measured by a process of its own (<see cref="PluginMeasurement"/>).</summary>
internal static class PluginBenchmark
{
    /// <summary>Rows of the table: the figure, its words, its aim, and the Go plugin of SPIRE 1.15.3 on two cores.</summary>
    private static readonly (string Name, string Words, string Aim, string Go)[] Figures =
    [
        ("handshakeP50", "key manager: exec to handshake, p50 ms", "40", "4.7"),
        ("handshakeP90", "the same, p90 ms", "", ""),
        ("configuredP50", "exec to configured, p50 ms", "", "8.0 (to loaded)"),
        ("attestationP50", "one attestation and certificate, device without latency, p50 ms", "1", "about 0.4 (a challenge, no evidence)"),
        ("attestationP90", "the same, p90 ms", "", ""),
        ("deviceAttestationP50", "with a device of 7 to 11 ms, p50 ms", "", ""),
        ("deviceAttestationP90", "the same, p90 ms", "", ""),
        ("together", "attestations/s, 32 at once; agent, four plugins and both SPIREs on the same cores", "", ""),
        ("serverCpuMilliseconds", "server node attestor: CPU ms an attestation", "", ""),
        ("serverPerSecond", "server node attestor: attestations/s that two cores have CPU for", "1,000", ""),
        ("idleServer", "resident, server node attestor, configured and idle, MB", "40", "14.5"),
        ("idleComposer", "the same, credential composer", "40", ""),
        ("idleKeys", "the same, key manager", "40", ""),
        ("idleNode", "the same, agent node attestor", "40", ""),
        ("usedServer", "after all of these attestations, server node attestor, MB", "", ""),
        ("usedComposer", "the same, credential composer", "", ""),
        ("usedKeys", "the same, key manager", "", ""),
        ("usedNode", "the same, agent node attestor", "", ""),
    ];

    public static void Run(Budget budget)
    {
        JsonObject forms = new() { ["native"] = Measure(budget, Programs.Published.Plugin), ["built"] = Measure(budget, Programs.Published.BuiltPlugin) };
        Results.Write(budget, "spire-plugins", MeasuredDevice.Simulated("none, and tdx-fast-poll where it is said"), (forms, Table(forms)));
    }

    private static JsonNode Measure(Budget budget, string plugin)
    {
        ProcessStartInfo start = Self.Start(["plugin", .. budget.Flags]);
        start.RedirectStandardOutput = true;
        start.Environment["SPIRE_TEE_PLUGIN"] = plugin;
        using Process process = Process.Start(start)!;
        string json = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? JsonNode.Parse(json)! : throw new InvalidOperationException($"the measurement of {Path.GetFileName(plugin)} exited {process.ExitCode}");
    }

    private static string Table(JsonObject forms)
    {
        StringBuilder text = new();
        text.AppendLine("Two plugins of a SPIRE agent, two of a SPIRE server and an attestation agent on a SIMULATED TD, each a process; the SPIREs are played by the benchmark on the same");
        text.AppendLine("cores. An attestation is challenge, quote, append, verification of statement, log and event log, hand-over, and the composer's answer for the key. Endorsements are at hand.");
        text.AppendLine();
        text.AppendLine("| | native | framework-dependent | aim, native | Go plugin, SPIRE 1.15.3 |");
        text.AppendLine("|---|---|---|---|---|");
        foreach ((string name, string words, string aim, string go) in Figures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {words} | {forms["native"]![name]} | {forms["built"]![name]} | {aim} | {go} |");
        }

        return text.ToString();
    }
}
