// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Catalog;
using Attestation.Kernel;
using Attestation.Machine.Simulator.Guest;
using Attestation.Tdx.Simulator;

namespace Attestation.Cli.Tests.Agents;

[Collection(AgentCollection.Name)]
public sealed class DoctorTests(AgentScene scene)
{
    [Fact]
    public void Without_a_device_or_an_agent_it_is_five_and_every_probe_has_its_line()
    {
        using CliRun run = new() { Kernel = () => Guest(hasTsm: false) };

        Assert.Equal(5, run.Run("doctor", "--socket", run.Folder));

        Assert.StartsWith("✗ no evidence can be had here", run.Output, StringComparison.Ordinal);
        Assert.All(
            ["configfs-tsm", "AMD guest device", "Intel guest device", "measurement registers", "Linux ", "booted at", "no such socket", "simulators"],
            each => Assert.Contains(each, run.Output, StringComparison.Ordinal));
        Assert.Contains("hint: start attestation-agent", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_simulated_agent_stands_in_for_no_machine()
    {
        using CliRun run = new() { Kernel = () => Guest(hasTsm: false) };

        Assert.Equal(5, run.Run("doctor", "--socket", scene.Sockets));
        Assert.Contains("SIMULATED, and no evidence of this machine", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_driver_it_is_zero_and_says_how_often_a_stock_kernel_looks_for_a_quote()
    {
        using CliRun run = new() { Kernel = () => Guest(hasTsm: true) };

        Assert.Equal(0, run.Run("doctor", "--socket", run.Folder));
        Assert.StartsWith("✓ evidence can be had here   tdx_guest of this machine", run.Output, StringComparison.Ordinal);
        Assert.Contains("once a second", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_same_probes_and_the_exit_code()
    {
        using CliRun run = new() { Kernel = () => Guest(hasTsm: false) };

        Assert.Equal(5, run.Run("doctor", "--socket", run.Folder, "--output", "json"));

        Assert.Equal(5, run.Json.GetProperty("exitCode").GetInt32());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("source").ValueKind);
        Assert.Equal(
            ["device", "access", "kernel", "clock", "agent", "build"],
            run.Json.GetProperty("sections").EnumerateArray().Select(each => each.GetProperty("title").GetString()!));
    }

    [Fact]
    public void The_kernel_of_this_machine_is_asked_where_none_is_played()
    {
        using CliRun run = new() { Catalog = TeeCatalog.Default };

        run.Run("doctor", "--socket", run.Folder);
        Assert.Contains("/sys/kernel/config/tsm/report", run.Output, StringComparison.Ordinal);
    }

    private static IGuestKernel Guest(bool hasTsm) => SimulatedTdxGuest.Start(
        SimulatedTdxMachine.Create(SimulatedTdxOptions.At(CliRun.Now)), new GuestOptions { HasTsm = hasTsm, Latency = SimulatedLatency.None }, TimeProvider.System);
}
