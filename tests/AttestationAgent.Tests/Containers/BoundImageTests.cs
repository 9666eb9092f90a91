// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Agent.Containers;
using Attestation.Agent.Tests.Binding;
using Attestation.Agent.Tests.Fakes;
using Attestation.Agent.Tests.Measuring;
using Attestation.Agent.Tests.Sentry;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Bindings;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Policies;
using Attestation.Statements;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Containers;

/// <summary>From the runtime's word to the statement, the selector and the policy, over real sockets on both sides of the agent.</summary>
public sealed class BoundImageTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private readonly KeptLog<CriRuntime> log = new();
    private CriDouble node = null!;
    private CriRuntime runtime = null!;
    private BindRig rig = null!;

    public async ValueTask InitializeAsync()
    {
        node = await CriDouble.StartAsync();
        runtime = new(node.Socket, clock, log);
        MeasuringRig measuring = new(runtime: runtime);
        measuring.Procfs.Others[CriDouble.Init] = new();
        rig = await BindRig.StartAsync(measuring);
    }

    public async ValueTask DisposeAsync()
    {
        await rig.DisposeAsync();
        runtime.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_binding_names_the_image_and_a_policy_that_lists_it_accepts_it_and_no_other()
    {
        SvidBinding binding = await rig.BindAsync();

        Assert.Equal(CriDouble.Usual, FakeProcess.Container);
        Assert.Equal(CriDouble.Manifest, Wire.Hex.Of(binding.Image!.Value.Span));
        Assert.Equal(Outcome.Pass, Judge(binding, CriDouble.Manifest));
        Assert.Equal(Outcome.Fail, Judge(binding, new string('2', 64)));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task While_the_runtime_is_away_a_key_is_bound_without_an_image_which_a_policy_that_lists_images_refuses()
    {
        await node.DisposeAsync();

        SvidBinding binding = await rig.BindAsync();

        Assert.Null(binding.Image);
        Assert.Equal(Outcome.Fail, Judge(binding, CriDouble.Manifest));
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task A_runtime_that_goes_away_between_two_looks_takes_no_binding_back()
    {
        await rig.BindAsync();
        rig.OnQuote = () => rig.Measuring.Procfs.Others.Clear();

        Assert.NotNull((await rig.BindAsync()).Image);
    }

    [Fact]
    public async Task A_configurations_digest_alone_is_no_image()
    {
        node.Answer = CriDouble.Running(CriDouble.Configuration);

        Assert.Null((await rig.BindAsync()).Image);
    }

    [Fact]
    public async Task A_process_that_is_not_in_the_container_that_its_cgroup_names_binds_nothing()
    {
        rig.Measuring.Procfs.Others[CriDouble.Init].Namespaces["mnt"] = new(4, 777);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => rig.BindAsync());

        Assert.Equal(AgentException.ProcessRefused, refused.Reason);
        Assert.StartsWith("foreign-container: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workload_attestor_is_told_the_image()
    {
        using AgentConnection attestor = rig.Other(AgentSocket.Node);

        MeasureProcessResponse answer = await attestor.MeasureProcessAsync(FakeProcess.Number, FakeProcess.Start);

        Assert.Contains($"image:sha256:{CriDouble.Manifest}", answer.Selectors);
    }

    [Fact]
    public async Task A_sidecars_binding_names_the_image_and_an_attempt_that_learns_it_later_is_bound_anew()
    {
        await using FrontRig front = new FrontRig().Quoting();
        byte[] request = Ask.Bytes();
        await front.SignAsync(request);
        front.Process.Measured = front.Process.Measured with { ImageSha256 = FakeRuntime.Digest(0x1A) };

        await front.SignAsync(request);

        Assert.Null(SvidBinding.Of(await front.LeafAsync(0)).Image);
        Assert.Equal(CriDouble.Manifest, Wire.Hex.Of(SvidBinding.Of(await front.LeafAsync(2)).Image!.Value.Span));
    }

    private static Outcome Judge(SvidBinding binding, string listed)
    {
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes($$"""{ "images": ["{{listed}}"] }"""), "policy", JsonLimits.Document, out JsonItem? item, out _));
        List<ConfigProblem> problems = [];
        BindingPolicy policy = BindingPolicy.Read(new ConfigSection(item, "binding", problems));
        Assert.Empty(problems);
        return new BindingPolicyMatch(policy).Appraise(binding).Single(check => check.Rule.Id == "BND-04").Outcome;
    }
}
