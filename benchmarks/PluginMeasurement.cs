// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Text.Json.Nodes;
using Attestation.EndToEnd.Processes;
using Attestation.EndToEnd.Spire;
using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf;

namespace Attestation.Benchmarks;

/// <summary>One form of the plugin executable, named by SPIRE_TEE_PLUGIN; figures on stdout as JSON.</summary>
internal static class PluginMeasurement
{
    private const int WarmUps = 200;
    private const int AtOnce = 32;
    private const int Cores = 2;

    public static async Task<int> RunAsync(Budget budget)
    {
        JsonObject figures = [];
        await StartAsync(figures, budget.Of(40, 5));
        await AttestAsync("none", async (node, server) =>
        {
            Resident(figures, "idle", node, server);
            double[] alone = await OneByOneAsync(node, server, budget.Of(1000, 50));
            Percentiles(figures, "attestation", alone);
            await ManyAsync(figures, node, server, budget.Of(10_000, 500));
            Resident(figures, "used", node, server);
        });
        await AttestAsync("tdx-fast-poll", async (node, server) => Percentiles(figures, "deviceAttestation", await OneByOneAsync(node, server, budget.Of(200, 20))));
        Console.WriteLine(figures.ToJsonString());
        return 0;
    }

    // The first starts fill the page cache.
    private static async Task StartAsync(JsonObject figures, int starts)
    {
        List<double> handshakes = [];
        List<double> configured = [];
        for (int i = -5; i < starts; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await using SpireHost host = await SpireHost.StartAsync("KeyManager");
            double handshake = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            host.OpenStdio();
            host.OpenBroker();
            await host.TellServicesAsync();
            await host.InitAsync(SpireHost.OfAnAgent);
            await host.ConfigureAsync("");
            if (i >= 0)
            {
                handshakes.Add(handshake);
                configured.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }

        Percentiles(figures, "handshake", [.. handshakes]);
        Percentiles(figures, "configured", [.. configured]);
    }

    private static async Task AttestAsync(string latency, Func<SpireNode, SpireServer, Task> measure)
    {
        await using SpireNode node = await SpireNode.StartAsync(new AgentSite(new("native", Programs.Published.Agent)) { Latency = latency });
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await measure(node, server);
    }

    private static async Task<double[]> OneByOneAsync(SpireNode node, SpireServer server, int count)
    {
        ByteString key = await node.GenerateKeyAsync();
        double[] times = new double[count];
        for (int i = -WarmUps; i < count; i++)
        {
            long began = Stopwatch.GetTimestamp();
            await OneAsync(node, server, key);
            times[Math.Max(i, 0)] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return times;
    }

    private static async Task OneAsync(SpireNode node, SpireServer server, ByteString key)
    {
        AgentAttributes attributes = await server.AttestAsync(node);
        await server.ComposeAsync(attributes.SpiffeId, key);
    }

    private static async Task ManyAsync(JsonObject figures, SpireNode node, SpireServer server, int many)
    {
        ByteString key = await node.GenerateKeyAsync();
        using Process attestor = Process.GetProcessById(server.Attestor.Plugin.Pid);
        TimeSpan used = attestor.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, many, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) => await OneAsync(node, server, key));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        attestor.Refresh();
        double each = (attestor.TotalProcessorTime - used).TotalSeconds / many;
        figures["together"] = Math.Round(many / seconds);
        figures["serverCpuMilliseconds"] = Math.Round(each * 1000, 3);
        figures["serverPerSecond"] = Math.Round(Cores / each);
    }

    private static void Resident(JsonObject figures, string when, SpireNode node, SpireServer server)
    {
        foreach ((string name, SpireHost host) in new[] { ("Server", server.Attestor), ("Composer", server.Composer), ("Keys", node.Keys), ("Node", node.Attestor) })
        {
            figures[when + name] = Math.Round(host.Plugin.ResidentKilobytes() / 1024.0, 1);
        }
    }

    private static void Percentiles(JsonObject figures, string name, double[] times)
    {
        Sample sample = new(times);
        figures[name + "P50"] = sample.At(0.5);
        figures[name + "P90"] = sample.At(0.9);
    }
}
