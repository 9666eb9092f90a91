// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Attestation.Planning;
using Reason = Attestation.Endorsing.EndorsementUnavailableReason;

namespace Attestation.Endorsing.Tests;

/// <summary>Documents that are judged by others: a certificate by its issuers, which have a name of their own.</summary>
public sealed class EndorsementPlannerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("attest-tests-").FullName;
    private readonly TestClock clock = new(Scene.Now);
    private readonly EndorsementTrust trust = new([new LeafTee()], []);
    private readonly ImmutableArray<Evidence> evidences = [new("leaf", [])];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_a_document_needs_is_fetched_before_it_and_kept_for_life()
    {
        Source source = new() { Answers = { [LeafTee.Chain] = [1], [LeafTee.Leaf] = [1, 2] } };

        Assert.Empty((await GatherAsync(source, new())).Failures);
        clock.Advance(TimeSpan.FromDays(200));
        GatheredEndorsements again = await GatherAsync(source, new());

        Assert.Equal([LeafTee.Chain, LeafTee.Leaf], source.Fetched);
        Assert.Equal(2, again.All.All.Count);
        Assert.Equal(2, Cache().ReadAll().Length);
    }

    [Fact]
    public async Task Without_what_it_needs_a_document_is_refused()
    {
        Source source = new() { Answers = { [LeafTee.Leaf] = [1, 2] } };

        GatheredEndorsements gathered = await GatherAsync(source, new());

        Assert.Equal([(LeafTee.Chain, Reason.NotFound), (LeafTee.Leaf, Reason.Refused)], gathered.Failures.Select(each => (each.Name, each.Reason)));
        Assert.Empty(Cache().ReadAll());
    }

    [Fact]
    public async Task What_is_given_serves_to_judge_what_is_fetched()
    {
        Source source = new() { Answers = { [LeafTee.Leaf] = [7, 2] } };

        GatheredEndorsements gathered = await GatherAsync(source, new(new Endorsement(LeafTee.Chain, LeafTee.Suffix, new byte[] { 7 })));

        Assert.Equal([LeafTee.Leaf], source.Fetched);
        Assert.Empty(gathered.Failures);
        Assert.Equal(2, gathered.All.All.Count);
    }

    [Fact]
    public async Task Where_its_issuer_is_replaced_a_document_is_judged_anew_and_fetched_again()
    {
        Source source = new() { Answers = { [LeafTee.Leaf] = [1, 2] } };
        using EndorsementStore store = new(trust, Cache(), source, new(), clock);
        EndorsementPlanner planner = new(trust, store);
        Endorsements first = new(new Endorsement(LeafTee.Chain, LeafTee.Suffix, new byte[] { 1 }));
        await planner.GatherAsync(evidences, first, Token);
        await planner.GatherAsync(evidences, first, Token);
        source.Answers[LeafTee.Leaf] = [7, 2];

        GatheredEndorsements gathered = await planner.GatherAsync(evidences, new(new Endorsement(LeafTee.Chain, LeafTee.Suffix, new byte[] { 7 })), Token);

        Assert.Equal([LeafTee.Leaf, LeafTee.Leaf], source.Fetched);
        Assert.Empty(gathered.Failures);
        Assert.Contains(gathered.All.All, each => each.Name == LeafTee.Leaf && each.Bytes.Span[0] == 7);
    }

    private EndorsementCache Cache() => new(folder, trust, new(), clock);

    private async Task<GatheredEndorsements> GatherAsync(Source source, Endorsements given)
    {
        using EndorsementStore store = new(trust, Cache(), source, new(), clock);
        return await new EndorsementPlanner(trust, store).GatherAsync(evidences, given, Token);
    }

    private sealed class Source : IEndorsementSource
    {
        public Dictionary<string, byte[]> Answers { get; } = [];

        public ConcurrentQueue<string> Fetched { get; } = new();

        public ValueTask<ImmutableArray<Endorsement>> FetchAsync(EndorsementRequest request, bool isRenewal, CancellationToken cancellationToken)
        {
            Fetched.Enqueue(request.Name);
            return Answers.TryGetValue(request.Name, out byte[]? bytes)
                ? ValueTask.FromResult<ImmutableArray<Endorsement>>([new(request.Name, request.Suffix, bytes) { RetrievedAt = Scene.Now }])
                : throw new EndorsementUnavailableException(request.Name, Reason.NotFound, "fake", "is not here");
        }
    }
}
