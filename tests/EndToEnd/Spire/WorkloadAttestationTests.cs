// SPDX-License-Identifier: Apache-2.0

using Attestation.EndToEnd.Clients;
using Attestation.EndToEnd.Measuring;
using Attestation.EndToEnd.Processes;
using Attestation.SpirePlugin.Agent.WorkloadAttestor;
using Attestation.SpirePlugin.Protos.Broker;
using Attestation.SpirePlugin.Protos.WorkloadAttestor;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Google.Protobuf.WellKnownTypes;
using Client = Attestation.SpirePlugin.Protos.WorkloadAttestor.WorkloadAttestor.WorkloadAttestorClient;

namespace Attestation.EndToEnd.Spire;

/// <summary>The workload attestor beside a real attestation agent: positive facts, or none; never a failure.</summary>
public sealed class WorkloadAttestationTests(RunningAgent agent) : IClassFixture<RunningAgent>
{
    [Fact]
    public async Task An_honest_program_has_selectors_of_the_page_and_no_others()
    {
        await using SpireHost host = await LoadedAsync();
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);

        string[] selectors = [.. (await new Client(host.Channel).AttestAsync(new() { Pid = program.Pid })).SelectorValues];

        Assert.Contains($"exe:sha256:{Convert.ToHexStringLower(AttackRig.TrustedDigest)}", selectors);
        Assert.Contains("binding:pid", selectors);
        Assert.All(selectors, each => Assert.Contains(WorkloadSelectors.All, kind => each.StartsWith(kind.Name + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refused_process_has_no_selectors()
    {
        await using SpireHost host = await LoadedAsync();
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Attack, ["memory"]);

        Assert.Empty((await new Client(host.Channel).AttestAsync(new() { Pid = program.Pid })).SelectorValues);
    }

    [Fact]
    public async Task A_pid_of_a_broker_says_nothing_of_the_program_unless_the_operator_takes_it()
    {
        await using SpireHost careful = await LoadedAsync();
        await using SpireHost trusting = await LoadedAsync("allow_broker_pids_unsafe = true");
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);
        AttestReferenceRequest request = new() { Reference = Any.Pack(new WorkloadPIDReference { Pid = program.Pid }) };

        string[] none = [.. (await new Client(careful.Channel).AttestReferenceAsync(request)).SelectorValues];
        string[] all = [.. (await new Client(trusting.Channel).AttestReferenceAsync(request)).SelectorValues];

        Assert.Equal(["binding:pid"], none);
        Assert.Contains(all, each => each.StartsWith("exe:sha256:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_above_the_operators_limit_has_no_selectors()
    {
        await using SpireHost host = await LoadedAsync("max_binary_size = 100");
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);

        Assert.Empty((await new Client(host.Channel).AttestAsync(new() { Pid = program.Pid })).SelectorValues);
    }

    [Fact]
    public async Task SPIREs_own_process_and_one_that_is_gone_are_answered_without_selectors()
    {
        await using SpireHost host = await LoadedAsync();
        Client attestor = new(host.Channel);

        Assert.Empty((await attestor.AttestAsync(new() { Pid = Environment.ProcessId })).SelectorValues);
        Assert.Empty((await attestor.AttestAsync(new() { Pid = int.MaxValue })).SelectorValues);
    }

    [Fact]
    public async Task While_the_agent_is_away_there_are_no_selectors_and_then_there_are()
    {
        using AgentSite site = new();
        await using SpireHost host = await SpireHost.ConfiguredAsync("WorkloadAttestor", SpireHost.OfAnAgent, $"agent_socket_dir = \"{site.Sockets}\"");
        using HeldProgram program = HeldProgram.Start(BuiltPrograms.Trusted, []);
        Client attestor = new(host.Channel);

        Assert.Empty((await attestor.AttestAsync(new() { Pid = program.Pid })).SelectorValues);
        using AgentProcess started = await site.StartAsync();
        Assert.NotEmpty((await attestor.AttestAsync(new() { Pid = program.Pid })).SelectorValues);
    }

    private Task<SpireHost> LoadedAsync(string option = "") =>
        SpireHost.ConfiguredAsync("WorkloadAttestor", SpireHost.OfAnAgent, $"agent_socket_dir = \"{agent.Site.Sockets}\"\n{option}");
}
