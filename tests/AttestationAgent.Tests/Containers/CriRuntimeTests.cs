// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Containers;
using Attestation.Agent.Containers.V1;
using Attestation.Agent.Tests.Fakes;
using Attestation.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Containers;

/// <summary>The container runtime as the agent's client of gRPC sees it, on a real socket.</summary>
public sealed class CriRuntimeTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private readonly KeptLog<CriRuntime> log = new();
    private CriDouble node = null!;
    private CriRuntime runtime = null!;

    public async ValueTask InitializeAsync()
    {
        node = await CriDouble.StartAsync();
        runtime = new(node.Socket, clock, log);
    }

    public async ValueTask DisposeAsync()
    {
        runtime.Dispose();
        await node.DisposeAsync();
    }

    [Fact]
    public async Task A_running_container_is_told_with_its_images_manifest_and_its_first_process()
    {
        RuntimeContainer? container = await FindAsync();

        Assert.Equal((CriDouble.Manifest, CriDouble.Init), (Hex.Of(container!.Manifest!.Value.Span), container.Init));
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task A_manifest_that_stands_in_the_images_id_is_taken_too()
    {
        node.Answer = CriDouble.Running(CriDouble.Configuration);
        node.Answer.Status.ImageId = $"registry.example/cart@sha256:{CriDouble.Manifest}";

        Assert.Equal(CriDouble.Manifest, Hex.Of((await FindAsync())!.Manifest!.Value.Span));
    }

    [Fact]
    public async Task A_configurations_digest_is_not_told_for_a_manifests()
    {
        node.Answer = CriDouble.Running(CriDouble.Configuration);

        Assert.Equal(new RuntimeContainer(null, CriDouble.Init), await FindAsync());
        Assert.Contains("no manifest's digest", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_the_runtime_does_not_know_is_none()
    {
        Assert.Null(await runtime.FindAsync(new string('0', 64), TestContext.Current.CancellationToken));
        Assert.Contains("NotFound", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContainerState.ContainerCreated)]
    [InlineData(ContainerState.ContainerExited)]
    [InlineData(ContainerState.ContainerUnknown)]
    [InlineData((ContainerState)9)]
    internal async Task A_container_that_does_not_run_is_none(ContainerState state)
    {
        node.Answer.Status.State = state;

        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task An_answer_about_another_container_is_none()
    {
        node.Answer.Status.Id = new string('0', 64);
        Assert.Null(await FindAsync());

        node.Answer = new();
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task A_container_whose_first_process_is_not_told_is_none()
    {
        node.Answer.Info.Clear();
        Assert.Null(await FindAsync());

        node.Answer = CriDouble.Running(info: "{}");
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task A_runtime_that_is_away_tells_nothing_and_the_log_says_so_once_a_minute()
    {
        using CriRuntime away = new(node.Socket + ".away", clock, log);

        Assert.Null(await away.FindAsync(CriDouble.Usual, TestContext.Current.CancellationToken));
        Assert.Null(await away.FindAsync(CriDouble.Usual, TestContext.Current.CancellationToken));
        Assert.StartsWith($"Warning: image digests are left out: the container runtime at {node.Socket}.away: Unavailable: ", Assert.Single(log.Lines), StringComparison.Ordinal);

        clock.Advance(CriLimits.Quiet);
        Assert.Null(await away.FindAsync(CriDouble.Usual, TestContext.Current.CancellationToken));
        Assert.Equal(2, log.Lines.Length);
    }

    [Fact]
    public async Task A_runtime_that_comes_back_is_asked_again()
    {
        await node.DisposeAsync();
        Assert.Null(await FindAsync());

        node = await CriDouble.StartAsync();
        using CriRuntime again = new(node.Socket, clock, log);
        Assert.NotNull(await again.FindAsync(CriDouble.Usual, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_runtime_that_takes_too_long_is_left_alone_for_a_while()
    {
        await TimeOutAsync();
        int asked = node.Asked;

        Assert.Null(await FindAsync());
        Assert.Equal(asked, node.Asked);

        node.OnAsk = _ => Task.CompletedTask;
        clock.Advance(CriLimits.Pause);
        Assert.NotNull(await FindAsync());
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        using CancellationTokenSource stop = new();
        node.OnAsk = async gone =>
        {
            await stop.CancelAsync();
            await CriDouble.NeverAsync(gone);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runtime.FindAsync(CriDouble.Usual, stop.Token));
    }

    [Fact]
    public async Task An_answer_that_is_larger_than_is_taken_tells_nothing()
    {
        node.Answer.Info["config"] = ByteString.CopyFrom(new byte[CriLimits.AnswerBytes]);

        Assert.Null(await FindAsync());
        Assert.Contains("ResourceExhausted", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    private Task<RuntimeContainer?> FindAsync() => runtime.FindAsync(CriDouble.Usual, TestContext.Current.CancellationToken);

    private async Task TimeOutAsync()
    {
        TaskCompletionSource heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        node.OnAsk = gone =>
        {
            heard.TrySetResult();
            return CriDouble.NeverAsync(gone);
        };
        Task<RuntimeContainer?> asked = FindAsync();
        await heard.Task;
        clock.Advance(CriLimits.Patience);
        Assert.Null(await asked);
        Assert.Contains("did not answer within 1 s", Assert.Single(log.Lines), StringComparison.Ordinal);
    }
}
