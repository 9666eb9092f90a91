// SPDX-License-Identifier: Apache-2.0

using Attestation.Planning;
using Attestation.Policies;
using Attestation.Tdx.Simulator;
using Reason = Attestation.Endorsing.EndorsementUnavailableReason;

namespace Attestation.Endorsing.Tests;

public sealed class EndorsementStoreTests : IDisposable
{
    private readonly Scene scene = new();
    private readonly FakeSource source;

    public EndorsementStoreTests() => source = new(scene.Clock, scene.Machine);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scene.Dispose();

    [Fact]
    public async Task Concurrent_needs_for_one_thing_cost_one_fetch()
    {
        using EndorsementStore store = scene.Store(source);
        source.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<StoredEndorsement>[] all = [.. Enumerable.Range(0, 1000).Select(_ => store.GetAsync(scene.TcbInfo, new(), Token).AsTask())];
        source.Gate.SetResult();

        StoredEndorsement[] got = await Task.WhenAll(all);

        Assert.Single(source.Fetched);
        Assert.All(got, each => Assert.Same(got[0].Judged, each.Judged));
    }

    [Fact]
    public async Task Who_gives_up_does_not_take_it_from_the_others()
    {
        using EndorsementStore store = scene.Store(source);
        source.Gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource impatient = new();
        Task<StoredEndorsement> first = store.GetAsync(scene.TcbInfo, new(), impatient.Token).AsTask();
        Task<StoredEndorsement> second = store.GetAsync(scene.TcbInfo, new(), Token).AsTask();
        await source.Asked.Task;
        await impatient.CancelAsync();
        source.Gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.NotNull((await second).Judged);
        Assert.Single(source.Fetched);
    }

    [Fact]
    public async Task Within_a_day_nothing_is_fetched_again_and_after_it_once()
    {
        using EndorsementStore store = scene.Store(source);
        await store.GetAsync(scene.TcbInfo, new(), Token);
        scene.Clock.Advance(TimeSpan.FromHours(23));
        await store.GetAsync(scene.TcbInfo, new(), Token);
        Assert.Single(source.Fetched);
        scene.Clock.Advance(TimeSpan.FromHours(2));
        await store.GetAsync(scene.TcbInfo, new(), Token);
        await store.GetAsync(scene.TcbInfo, new(), Token);

        Assert.Equal(2, source.Fetched.Count);
    }

    [Fact]
    public async Task Another_run_finds_on_disk_what_was_fetched()
    {
        using EndorsementStore first = scene.Store(source, scene.Cache());
        await first.GetAsync(scene.TcbInfo, new(), Token);
        using EndorsementStore second = scene.Store(source, scene.Cache());
        StoredEndorsement stored = await second.GetAsync(scene.TcbInfo, new(), Token);

        Assert.Single(source.Fetched);
        Assert.Equal(Scene.Now, stored.Judged.RetrievedAt);
    }

    [Fact]
    public async Task With_the_service_dead_the_old_document_serves_and_says_its_age_and_why()
    {
        using EndorsementStore store = scene.Store(source, scene.Cache());
        EndorsementPlanner planner = scene.Planner(store);
        await planner.GatherAsync([scene.Machine.Evidence], new(), Token);
        source.Failure = Reason.Unreachable;
        scene.Clock.Advance(TimeSpan.FromDays(5));

        GatheredEndorsements gathered = await planner.GatherAsync([scene.Machine.Evidence], new(), Token);

        Assert.Equal(4, gathered.Failures.Length);
        AttestationResult result = scene.Appraise(gathered.All);
        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.All(result.Endorsements, use => Assert.Equal(Scene.Now, use.RetrievedAt));
    }

    [Fact]
    public async Task A_stale_document_is_the_policys_to_tolerate()
    {
        using EndorsementStore store = scene.Store(source, scene.Cache());
        EndorsementPlanner planner = scene.Planner(store);
        await planner.GatherAsync([scene.Machine.Evidence], new(), Token);
        source.Failure = Reason.Unreachable;
        scene.Clock.Advance(TimeSpan.FromDays(33));

        Endorsements stale = (await planner.GatherAsync([scene.Machine.Evidence], new(), Token)).All;

        AttestationResult strict = scene.Appraise(stale);
        AttestationResult tolerant = scene.Appraise(stale, change: policy => policy with { MaxStaleTcbInfo = TimeSpan.FromDays(7), MaxStaleCrl = TimeSpan.FromDays(7) });
        Assert.Equal((Outcome.Fail, RuleKind.Freshness), (strict.Outcome, strict.FailedKind));
        Assert.Equal(Outcome.Warn, tolerant.Outcome);
        Assert.Contains(tolerant.Checks, check => check.Outcome == Outcome.Warn && check.Because!.Contains("4.0 days", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_anything_at_hand_an_outage_is_a_failure_and_never_a_pass()
    {
        source.Failure = Reason.Unreachable;
        using EndorsementStore store = scene.Store(source, scene.Cache());

        GatheredEndorsements gathered = await scene.Planner(store).GatherAsync([scene.Machine.Evidence], new(), Token);

        Assert.Equal(4, gathered.Failures.Length);
        Assert.Equal((Outcome.Fail, RuleKind.Freshness), (scene.Appraise(gathered.All).Outcome, scene.Appraise(gathered.All).FailedKind));
    }

    [Fact]
    public async Task A_failure_stands_for_those_who_ask_soon_after()
    {
        source.Failure = Reason.Unreachable;
        using EndorsementStore store = scene.Store(source);
        await FailAsync(store);
        await FailAsync(store);
        Assert.Single(source.Fetched);
        scene.Clock.Advance(TimeSpan.FromMinutes(1));
        source.Failure = null;

        Assert.Null((await store.GetAsync(scene.TcbInfo, new(), Token)).Failure);
    }

    [Theory]
    [InlineData("swapped")]
    [InlineData("other platform")]
    [InlineData("wrong issuer")]
    [InlineData("broken signature")]
    [InlineData("torn")]
    public async Task What_does_not_verify_is_refused_and_kept_nowhere(string fault)
    {
        using EndorsementStore store = scene.Store(new FaultySource(scene, fault), scene.Cache());

        EndorsementUnavailableException failure = await FailAsync(store);

        Assert.Equal(Reason.Refused, failure.Reason);
        Assert.Empty(scene.Cache().ReadAll());
        Assert.False(Directory.Exists(Path.Combine(scene.Folder, "documents")));
    }

    [Fact]
    public async Task What_does_not_verify_does_not_displace_what_does()
    {
        using EndorsementStore first = scene.Store(source, scene.Cache());
        await first.GetAsync(scene.TcbInfo, new(), Token);
        scene.Clock.Advance(TimeSpan.FromHours(30));
        using EndorsementStore second = scene.Store(new FaultySource(scene, "wrong issuer"), scene.Cache());

        StoredEndorsement stored = await second.GetAsync(scene.TcbInfo, new(), Token);

        Assert.Equal((Reason.Refused, Scene.Now), (stored.Failure!.Reason, stored.Judged.RetrievedAt!.Value));
    }

    [Fact]
    public async Task A_genuine_older_document_is_refused()
    {
        using EndorsementStore store = scene.Store(source, scene.Cache());
        await store.GetAsync(scene.TcbInfo, new(), Token);
        scene.Clock.Advance(TimeSpan.FromHours(30));
        source.Machine = Scene.MachineOf(17, scene.Clock.GetUtcNow());

        StoredEndorsement stored = await store.GetAsync(scene.TcbInfo, new(), Token);

        Assert.Equal((Reason.Older, 18), (stored.Failure!.Reason, (int)stored.Judged.Verdict.Number!.Value));
    }

    [Fact]
    public async Task An_expired_answer_is_handed_to_the_appraisal_and_kept_nowhere()
    {
        source.Machine = Scene.MachineOf(18, Scene.Now.AddDays(-40));
        using EndorsementStore store = scene.Store(source, scene.Cache());

        GatheredEndorsements gathered = await scene.Planner(store).GatherAsync([scene.Machine.Evidence], new(), Token);

        Assert.Contains(gathered.Failures, failure => failure.Reason == Reason.OutOfDate);
        AttestationResult result = scene.Appraise(gathered.All);
        Assert.Equal((Outcome.Fail, RuleKind.Freshness), (result.Outcome, result.FailedKind));
        Assert.Contains(result.Checks, check => check.Because?.Contains("expired", StringComparison.Ordinal) ?? false);
        Assert.DoesNotContain(scene.Cache().ReadAll(), each => each.Name == scene.TcbInfo.Name);
    }

    [Fact]
    public async Task What_is_given_is_not_fetched()
    {
        using EndorsementStore store = scene.Store(source);

        GatheredEndorsements gathered = await scene.Planner(store).GatherAsync([scene.Machine.Evidence], scene.Machine.Endorsements, Token);

        Assert.Empty(source.Fetched);
        Assert.Equal(Outcome.Pass, scene.Appraise(gathered.All).Outcome);
    }

    [Fact]
    public async Task A_strangers_quote_leads_to_no_request()
    {
        using EndorsementStore store = scene.Store(source);
        SimulatedTdxMachine stranger = SimulatedTdxMachine.Create(SimulatedTdxOptions.At(Scene.Now) with { Seed = "stranger" });

        GatheredEndorsements gathered = await scene.Planner(store).GatherAsync([stranger.Evidence, new("tdx", [new("quote", new byte[10])])], new(), Token);

        Assert.Empty(source.Fetched);
        Assert.Empty(gathered.All.All);
    }

    [Fact]
    public async Task Documents_in_use_are_renewed_before_anybody_waits()
    {
        using EndorsementStore store = scene.Store(source);
        await store.GetAsync(scene.TcbInfo, new(), Token);
        scene.Clock.Advance(TimeSpan.FromHours(22));
        Assert.Equal(0, await store.RenewDueAsync(Token));
        scene.Clock.Advance(TimeSpan.FromHours(1.5));
        Assert.Equal(1, await store.RenewDueAsync(Token));
        scene.Clock.Advance(TimeSpan.FromHours(1));
        await store.GetAsync(scene.TcbInfo, new(), Token);

        Assert.Equal(2, source.Fetched.Count);
    }

    [Fact]
    public async Task A_renewal_that_fails_leaves_the_old_document_and_tries_again_later()
    {
        using EndorsementStore store = scene.Store(source);
        await store.GetAsync(scene.TcbInfo, new(), Token);
        source.Failure = Reason.HostFailed;
        scene.Clock.Advance(TimeSpan.FromHours(23.5));
        Assert.Equal(0, await store.RenewDueAsync(Token));
        Assert.Equal(0, await store.RenewDueAsync(Token));
        Assert.Equal(2, source.Fetched.Count);
        source.Failure = null;
        scene.Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(1, await store.RenewDueAsync(Token));
    }

    [Fact]
    public async Task What_nobody_uses_any_more_is_not_renewed()
    {
        using EndorsementStore store = scene.Store(source);
        await store.GetAsync(scene.TcbInfo, new(), Token);
        scene.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal(0, await store.RenewDueAsync(Token));
    }

    [Fact]
    public async Task The_refresher_renews_when_its_clock_wakes_it()
    {
        using EndorsementStore store = scene.Store(source);
        await store.GetAsync(scene.TcbInfo, new(), Token);
        source.AskAgain();
        using CancellationTokenSource end = new();
        Task running = new EndorsementRefresher(store, scene.Clock).RunAsync(end.Token);
        scene.Clock.Advance(TimeSpan.FromHours(23.5));

        await source.Asked.Task.WaitAsync(Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(2, source.Fetched.Count);
    }

    private async Task<EndorsementUnavailableException> FailAsync(EndorsementStore store) =>
        await Assert.ThrowsAsync<EndorsementUnavailableException>(async () => await store.GetAsync(scene.TcbInfo, new(), Token));
}
