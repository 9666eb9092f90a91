// SPDX-License-Identifier: Apache-2.0


namespace Attestation.Endorsing.Tests;

/// <summary>The whole way, from a quote to a verdict over what a real HTTPS server on this machine hands out.</summary>
public sealed class ManyVerificationsTests
{
    private const int Verifications = 1000;

    [Fact]
    public async Task A_thousand_verifications_at_once_of_one_platform_cost_one_request_a_document()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        using EndorsementStore store = at.Scene.Store(at.Source, at.Scene.Cache());

        Outcome[] outcomes = await VerifyAsync(at, store, Verifications);

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Pass, outcome));
        Assert.Equal(at.Scene.Requests.Select(each => each.Routes[^1].Path).Order(StringComparer.Ordinal), at.Service.Requests.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task With_the_server_dead_verification_goes_on_from_the_cache_and_says_the_ages()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        using (EndorsementStore first = at.Scene.Store(at.Source, at.Scene.Cache()))
        {
            await VerifyAsync(at, first, 1);
        }

        await at.Service.DisposeAsync();
        at.Scene.Clock.Advance(TimeSpan.FromDays(9));
        using EndorsementStore second = at.Scene.Store(at.Source, at.Scene.Cache());
        GatheredEndorsements gathered = await at.Scene.Planner(second).GatherAsync([at.Scene.Machine.Evidence], new(), TestContext.Current.CancellationToken);

        AttestationResult result = at.Scene.Appraise(gathered.All);
        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.All(gathered.Failures, failure => Assert.Equal(EndorsementUnavailableReason.Unreachable, failure.Reason));
        Assert.All(result.Endorsements, use => Assert.InRange(at.Scene.Clock.GetUtcNow() - use.RetrievedAt!.Value, TimeSpan.FromDays(9), TimeSpan.FromDays(9.1)));
    }

    [Fact]
    public async Task With_the_server_dead_and_nothing_kept_the_verdict_is_not_fresh()
    {
        await using ServiceScene at = await ServiceScene.StartAsync();
        await at.Service.DisposeAsync();
        using EndorsementStore store = at.Scene.Store(at.Source, at.Scene.Cache());

        Assert.Equal([Outcome.Fail], await VerifyAsync(at, store, 1));
    }

    private static Task<Outcome[]> VerifyAsync(ServiceScene at, EndorsementStore store, int count)
    {
        EndorsementPlanner planner = at.Scene.Planner(store);
        return Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(async () =>
        {
            GatheredEndorsements gathered = await planner.GatherAsync([at.Scene.Machine.Evidence], new(), TestContext.Current.CancellationToken);
            return at.Scene.Appraise(gathered.All).Outcome;
        })));
    }
}
