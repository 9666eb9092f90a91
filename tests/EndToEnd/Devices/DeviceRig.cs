// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Agent;
using Attestation.Agent.Bundles;
using Attestation.Agent.Configuration;
using Attestation.Agent.Machine;
using Attestation.Agent.Sockets;
using Attestation.AgentClient;
using Attestation.Configuration;
using Attestation.Machine.Simulator.Guest;
using Attestation.Native;
using Attestation.SevSnp.Simulator;
using Attestation.Tdx.Simulator;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestation.EndToEnd.Devices;

/// <summary>The whole agent in this process, as its program assembles it, over a simulated kernel whose script the test holds.</summary>
internal sealed class DeviceRig : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly AgentRun run;
    private readonly AgentServer server;

    private DeviceRig(DirectoryInfo folder, SimulatedGuestKernel kernel, AgentRun run, AgentServer server)
    {
        this.folder = folder;
        this.run = run;
        this.server = server;
        Script = kernel.Script;
        State = Path.Combine(folder.FullName, "state");
        Connection = new(Path.Combine(folder.FullName, "s"));
    }

    /// <summary>What goes wrong from now on.</summary>
    public KernelScript Script { get; }

    public string State { get; }

    public AgentConnection Connection { get; }

    /// <summary>Quotes that stalled.</summary>
    public int Stalls => run.State.Quoter.Latency.Stalls;

    /// <summary>A TD with configfs-tsm.</summary>
    public static Task<DeviceRig> TdAsync(SimulatedLatency? latency = null, TimeProvider? clock = null, string deadline = "PT1S", KernelScript? script = null)
    {
        TimeProvider time = clock ?? TimeProvider.System;
        SimulatedTdxMachine machine = SimulatedTdxMachine.Create(SimulatedTdxOptions.At(time.GetUtcNow()));
        return StartAsync(SimulatedTdxGuest.Start(machine, new() { Latency = latency ?? SimulatedLatency.None, Script = script ?? new() }, time), time, deadline);
    }

    /// <summary>An SNP guest with <c>/dev/sev-guest</c> alone.</summary>
    public static Task<DeviceRig> SnpDeviceAsync()
    {
        SimulatedSnpMachine machine = SimulatedSnpMachine.Create(SimulatedSnpOptions.At(TimeProvider.System.GetUtcNow()));
        return StartAsync(SimulatedSnpGuest.Start(machine, new() { HasTsm = false }, TimeProvider.System), TimeProvider.System, "PT3S");
    }

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        Script.Heal();
        await server.StopAsync();
        await server.DisposeAsync();
        await run.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<DeviceRig> StartAsync(SimulatedGuestKernel kernel, TimeProvider clock, string deadline)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("agent-");
        string json = $$"""
            { "stateDirectory": "{{folder.FullName}}/state", "socketDirectory": "{{folder.FullName}}/s", "commit": { "linger": "PT0S", "deadline": "{{deadline}}" } }
            """;
        Assert.True(AgentOptions.TryRead(Encoding.UTF8.GetBytes(json), new ConfigOverrides(), out AgentOptions? options, out _));
        AgentMachine machine = await AgentMachine.DetectAsync(kernel, options.Tees, clock);
        AgentRun run = await AgentRun.StartAsync(
            new LiveOptions(options), () => Task.FromResult(machine), new GivenEndorsements([]), AgentBuild.Identity(), NullLoggerFactory.Instance, clock, CancellationToken.None);
        return new(folder, kernel, run, await AgentServer.StartAsync(run.State, new PeerCredentials(), new Segments(), _ => { }));
    }
}
