// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry;
using Grpc.Core;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>The table of the spec (dapr, section 3.4) as seen from daprd: nothing that it repeats leaves before its attempt is nearly over.</summary>
public sealed class AttemptBudgetTests
{
    private static readonly TimeSpan Whole = AttemptBudget.Usual;
    private static readonly TimeSpan Kept = AttemptBudget.Usual - AttemptBudget.Margin;

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.DeadlineExceeded)]
    public async Task A_sentry_that_fails_for_the_moment_is_asked_until_the_attempt_is_nearly_over(StatusCode code)
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Upstream.Answers = (_, _) => FakeUpstream.Fails(code);

        Task<byte[]> attempt = rig.SignAsync();
        TimeSpan turned = await rig.TurnAsync(attempt);
        RpcException late = await Assert.ThrowsAsync<RpcException>(() => attempt);

        Assert.Equal((StatusCode.Unavailable, Kept), (late.StatusCode, turned));
        Assert.Contains(code.ToString(), late.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(Kept / AttemptBudget.Backoff, rig.Upstream.Received.Count);
    }

    [Fact]
    public async Task Five_attempts_of_daprd_last_as_long_as_they_can_and_bind_one_key_once()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Upstream.Answers = (_, _) => FakeUpstream.Fails(StatusCode.Unavailable);
        byte[] request = Ask.Bytes();
        TimeSpan turned = TimeSpan.Zero;

        for (int attempt = 0; attempt < 5; attempt++)
        {
            Task<byte[]> answer = rig.SignAsync(request);
            turned += await rig.TurnAsync(answer);
            await Assert.ThrowsAsync<RpcException>(() => answer);
        }

        Assert.Equal((5 * Kept, 1), (turned, rig.Leaves));
    }

    [Fact]
    public async Task A_sentry_that_hangs_is_given_up_when_the_attempt_is_nearly_over()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Upstream.Answers = (_, late) => FakeUpstream.HangsAsync(late);

        Task<byte[]> attempt = rig.SignAsync();
        await rig.Upstream.FirstCall;
        RpcException late = await LateAsync(rig, attempt);

        Assert.Equal(StatusCode.Unavailable, late.StatusCode);
        Assert.Single(rig.Upstream.Received);
    }

    [Fact]
    public async Task A_sentry_that_comes_back_within_the_attempt_is_asked_again_and_answers()
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Upstream.Answers = (call, _) => call < 3 ? FakeUpstream.Fails(StatusCode.Unavailable) : Task.FromResult<byte[]?>(null);

        Task<byte[]> attempt = rig.SignAsync();
        await rig.TurnAsync(attempt);

        Assert.NotEmpty(await attempt);
        Assert.Equal(4, rig.Upstream.Received.Count);
    }

    [Theory]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.InvalidArgument)]
    [InlineData(StatusCode.Internal)]
    public async Task A_refusal_of_sentrys_leaves_at_once_with_its_words(StatusCode code)
    {
        await using FrontRig rig = new FrontRig().Quoting();
        rig.Upstream.Answers = (_, _) => FakeUpstream.Fails(code, "no such pod");

        RpcException refused = await rig.RefusedAsync();

        Assert.Equal((code, "no such pod"), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task A_device_that_does_not_answer_ends_the_attempt_late_and_the_next_joins_its_leaf()
    {
        await using FrontRig rig = new();
        byte[] request = Ask.Bytes();

        Task<byte[]> first = rig.SignAsync(request);
        Fakes.FakeQuote quote = await rig.Device.NextAsync();
        RpcException late = await LateAsync(rig, first);
        Task<byte[]> second = rig.SignAsync(request);
        quote.Answer();
        rig.Quoting();
        await second;

        Assert.Equal(StatusCode.Unavailable, late.StatusCode);
        Assert.Equal(Statements.PredicateTypes.SvidBinding, (await rig.LeafAsync(0)).Type);
        Assert.Equal(Statements.PredicateTypes.SvidIssued, (await rig.LeafAsync(1)).Type);
    }

    [Fact]
    public async Task A_caller_that_gives_up_takes_its_leaf_not_back()
    {
        await using FrontRig rig = new();
        using CancellationTokenSource gone = new();
        using AttemptBudget budget = new(Whole, rig.Clock, gone.Token);
        Task<byte[]> attempt = rig.Front.SignAsync(Ask.Bytes(), new(rig.Process, null), budget);
        Fakes.FakeQuote quote = await rig.Device.NextAsync();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => attempt);
        quote.Answer();

        Assert.Equal(Statements.PredicateTypes.SvidBinding, (await rig.LeafAsync(0)).Type);
        Assert.Empty(rig.Upstream.Received);
    }

    [Fact]
    public async Task A_budget_that_is_spent_when_it_begins_answers_at_once()
    {
        await using FrontRig rig = new();
        using AttemptBudget budget = new(AttemptBudget.Margin, rig.Clock, CancellationToken.None);

        RpcException late = await Assert.ThrowsAsync<RpcException>(() => rig.Front.SignAsync(Ask.Bytes(), new(rig.Process, null), budget));

        Assert.Equal(StatusCode.Unavailable, late.StatusCode);
    }

    // Not a moment before: what daprd repeats after 50 ms must not reach it early.
    private static async Task<RpcException> LateAsync(FrontRig rig, Task attempt)
    {
        rig.Clock.Advance(Kept - TimeSpan.FromMilliseconds(1));
        Assert.False(attempt.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await Assert.ThrowsAsync<RpcException>(() => attempt);
    }
}
