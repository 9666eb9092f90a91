// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;
using Attestation.SevSnp;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using Reason = Attestation.Endorsing.EndorsementUnavailableReason;

namespace Attestation.Endorsing.Tests;

/// <summary>The whole way from an SEV-SNP report to a verdict over what a real HTTPS server on this machine hands out as AMD's service.</summary>
public sealed class KdsTests
{
    private const int Verifications = 1000;

    public static TheoryData<string, uint> Products
    {
        get
        {
            TheoryData<string, uint> products = [];
            foreach (SnpProduct product in SnpProduct.All)
            {
                products.Add(product.Name, 3);
                products.Add(product.Name, 5);
            }

            return products;
        }
    }

    [Theory, MemberData(nameof(Products))]
    public async Task A_chip_of_every_product_is_verified_by_what_the_service_hands_out(string product, uint version)
    {
        SimulatedSnpOptions options = SnpScene.Options(SnpProduct.OfName(product)).WithReport(report => report with { Version = version });
        await using SnpScene at = await SnpScene.StartAsync(SnpScene.MachineOf(options));
        using EndorsementStore store = at.Store();

        GatheredEndorsements gathered = await at.GatherAsync(store);

        Assert.Empty(gathered.Failures);
        AttestationResult result = at.Appraise(gathered.All);
        ResultVerdict.Passes(result);
        Assert.All(result.Endorsements, use => Assert.Equal(SnpScene.Now, use.RetrievedAt));
        Assert.All(result.Endorsements, use => Assert.StartsWith("localhost:", use.Source, StringComparison.Ordinal));
        Assert.Equal(at.Machine.Endorsements.All.Select(each => PlayedKds.PathOf(each.Name)).Order(), at.Service.Requests.Order());
    }

    [Fact]
    public async Task A_thousand_verifications_at_once_of_one_chip_cost_one_vcek_fetch()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        using EndorsementStore store = at.Store(at.Cache());

        Outcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, Verifications).Select(_ => Task.Run(async () => at.Appraise((await at.GatherAsync(store)).All).Outcome)));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Pass, outcome));
        Assert.Single(at.Service.Requests, path => path == at.Vcek.Routes[0].Path);
        Assert.Equal(3, at.Service.Requests.Count);
    }

    [Fact]
    public async Task With_the_service_dead_verification_goes_on_from_the_cache_and_says_the_ages()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        using (EndorsementStore first = at.Store(at.Cache()))
        {
            await at.GatherAsync(first);
        }

        await at.Service.DisposeAsync();
        at.Clock.Advance(TimeSpan.FromDays(40));
        using EndorsementStore second = at.Store(at.Cache());
        GatheredEndorsements gathered = await at.GatherAsync(second);

        AttestationResult result = at.Appraise(gathered.All);
        ResultVerdict.Passes(result);
        Assert.Equal(["amd/genoa/cert-chain/vcek", "amd/genoa/crl/vcek"], gathered.Failures.Select(failure => failure.Name));
        Assert.All(gathered.Failures, failure => Assert.Equal(Reason.Unreachable, failure.Reason));
        Assert.Equal(3, result.Endorsements.Length);
        Assert.All(result.Endorsements, use => Assert.InRange(at.Clock.GetUtcNow() - use.RetrievedAt!.Value, TimeSpan.FromDays(40), TimeSpan.FromDays(40.1)));
    }

    [Fact]
    public async Task With_the_service_dead_past_the_next_update_the_verdict_is_not_fresh()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        using EndorsementStore store = at.Store(at.Cache());
        await at.GatherAsync(store);
        await at.Service.DisposeAsync();
        at.Clock.Advance(TimeSpan.FromDays(336));

        ResultVerdict.Refuses(at.Appraise((await at.GatherAsync(store)).All), SevSnpRules.CrlInDate);
    }

    [Fact]
    public async Task A_vcek_is_fetched_once_in_its_life_and_chain_and_list_once_a_day()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        using EndorsementStore store = at.Store(at.Cache());
        await at.GatherAsync(store);
        at.Clock.Advance(TimeSpan.FromHours(23));
        await at.GatherAsync(store);
        Assert.Equal(3, at.Service.Requests.Count);
        at.Clock.Advance(TimeSpan.FromHours(2));
        await at.GatherAsync(store);

        Assert.Single(at.Service.Requests, path => path == at.Vcek.Routes[0].Path);
        Assert.Equal(5, at.Service.Requests.Count);
    }

    [Fact]
    public async Task With_the_service_dead_and_nothing_kept_the_verdict_is_not_fresh()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        await at.Service.DisposeAsync();
        using EndorsementStore store = at.Store(at.Cache());

        ResultVerdict.Refuses(at.Appraise((await at.GatherAsync(store)).All), SevSnpRules.VekPresent);
    }

    [Theory]
    [InlineData(429, "11", 11)]
    [InlineData(429, "Mon, 15 Jun 2026 12:00:45 GMT", 45)]
    [InlineData(503, "30", 30)]
    public async Task Retry_after_is_honoured(int status, string retryAfter, int seconds)
    {
        await using SnpScene at = await SnpScene.StartAsync();
        at.Service.Once(SimulatedService.Status(status, retryAfter));

        await FetchVcekAsync(at);

        Assert.Equal(2, at.Service.Requests.Count);
        Assert.InRange(at.Clock.GetUtcNow() - SnpScene.Now, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 2));
    }

    [Fact]
    public async Task A_service_that_refuses_without_saying_until_when_is_asked_again_beyond_its_ten_seconds()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        at.Service.Always = SimulatedService.Status(429);

        EndorsementUnavailableException failure = await FailAsync(at);

        Assert.Equal(Reason.RateLimited, failure.Reason);
        Assert.InRange(at.Clock.GetUtcNow() - SnpScene.Now, TimeSpan.FromSeconds(11), ServiceScene.Limits.Total);
    }

    [Theory]
    [InlineData("unknown chip", Reason.NotFound)]
    [InlineData("never answers", Reason.TimedOut)]
    [InlineData("stops in the middle", Reason.TimedOut)]
    [InlineData("breaks off", Reason.Truncated)]
    [InlineData("oversized", Reason.TooLarge)]
    [InlineData("redirects", Reason.Redirected)]
    [InlineData("empty", Reason.Malformed)]
    [InlineData("out of order", Reason.HostFailed)]
    public async Task An_answer_that_is_none_becomes_a_reason_and_the_verdict_names_what_is_missing(string fault, Reason reason)
    {
        await using SnpScene at = await SnpScene.StartAsync(limits: new() { Request = TimeSpan.FromMilliseconds(250), Attempts = 1 });
        at.Service.Always = FaultyAnswers.Of(fault);
        using EndorsementStore store = at.Store(at.Cache());

        Assert.Equal(reason, (await FailAsync(at)).Reason);
        GatheredEndorsements gathered = await at.GatherAsync(store);

        Assert.Equal(3, gathered.Failures.Length);
        ResultVerdict.Refuses(at.Appraise(gathered.All), SevSnpRules.VekPresent);
        Assert.Empty(at.Cache().ReadAll());
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_not_spoken_to()
    {
        await using SnpScene at = await SnpScene.StartAsync(isTrusted: false);

        Assert.Equal(Reason.NotSecure, (await FailAsync(at)).Reason);
        Assert.Empty(at.Service.Requests);
    }

    [Theory]
    [InlineData("leaf-signature", "vcek/")]
    [InlineData("leaf-by-sibling", "vcek/")]
    [InlineData("leaf-by-ark", "vcek/")]
    [InlineData("leaf-chip", "vcek/")]
    [InlineData("leaf-tcb", "vcek/")]
    [InlineData("leaf-product", "vcek/")]
    [InlineData("leaf-garbled", "vcek/")]
    [InlineData("crl-issuer", "crl/")]
    [InlineData("crl-by-issuer", "crl/")]
    [InlineData("crl-signature", "crl/")]
    [InlineData("cert-chain-reordered", "cert-chain/")]
    [InlineData("issuer-signature", "cert-chain/")]
    [InlineData("ark-signature", "cert-chain/")]
    public async Task What_does_not_verify_is_refused_and_never_enters_the_cache(string fault, string kind)
    {
        await using SnpScene at = await SnpScene.StartAsync(service: SnpScene.Faulty(fault));
        using EndorsementStore store = at.Store(at.Cache());

        GatheredEndorsements gathered = await at.GatherAsync(store);

        Assert.Contains(gathered.Failures, failure => failure.Reason == Reason.Refused && failure.Name.StartsWith($"amd/genoa/{kind}", StringComparison.Ordinal));
        Assert.DoesNotContain(at.Cache().ReadAll(), each => each.Name.StartsWith($"amd/genoa/{kind}", StringComparison.Ordinal));
        Assert.Equal(Outcome.Fail, at.Appraise(gathered.All).Outcome);
    }

    [Fact]
    public async Task Documents_of_an_impostor_with_amds_names_are_refused_all()
    {
        await using SnpScene at = await SnpScene.StartAsync(service: SnpScene.MachineOf(SnpScene.Options(), isImpostor: true));
        using EndorsementStore store = at.Store(at.Cache());

        GatheredEndorsements gathered = await at.GatherAsync(store);

        Assert.Equal([Reason.Refused, Reason.Refused, Reason.Refused], gathered.Failures.Select(failure => failure.Reason));
        Assert.Empty(at.Cache().ReadAll());
        ResultVerdict.Refuses(at.Appraise(gathered.All), SevSnpRules.VekPresent);
    }

    [Theory]
    [InlineData("leaf-expired", "vcek/", "SNP-VEK-07")]
    [InlineData("issuer-expired", "cert-chain/", "SNP-VEK-07")]
    [InlineData("crl-expired", "crl/", "SNP-CRL-03")]
    [InlineData("crl-future", "crl/", "SNP-CRL-03")]
    public async Task What_is_genuine_and_out_of_date_reaches_the_appraisal_and_not_the_cache(string fault, string kind, string rule)
    {
        await using SnpScene at = await SnpScene.StartAsync(SnpScene.Faulty(fault));
        using EndorsementStore store = at.Store(at.Cache());

        GatheredEndorsements gathered = await at.GatherAsync(store);

        Check failed = Assert.Single(at.Appraise(gathered.All).Checks, check => check.Outcome == Outcome.Fail);
        Assert.Equal(rule, failed.Rule.Id);
        Assert.Contains(gathered.Failures, failure => failure.Reason == Reason.OutOfDate && failure.Name.StartsWith($"amd/genoa/{kind}", StringComparison.Ordinal));
        Assert.DoesNotContain(at.Cache().ReadAll(), each => each.Name.StartsWith($"amd/genoa/{kind}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "amd", 0)]
    [InlineData(true, null, 3)]
    public async Task A_report_of_version_2_is_asked_about_where_the_policy_names_its_product(bool hasPolicy, string? failed, int requests)
    {
        await using SnpScene at = await SnpScene.StartAsync(SnpScene.MachineOf(SnpScene.Options().WithReport(report => report with { Version = 2 })));
        using EndorsementStore store = at.Store();
        EndorsementPlanner planner = new(at.Trust, store) { Policy = hasPolicy ? at.Policy : null };

        GatheredEndorsements gathered = await planner.GatherAsync([at.Machine.Evidence], new(), TestContext.Current.CancellationToken);

        Assert.Equal(failed, gathered.Failures.SingleOrDefault()?.Name);
        Assert.Equal(requests, at.Service.Requests.Count);
        Assert.Equal(hasPolicy ? Outcome.Pass : Outcome.Fail, at.Appraise(gathered.All).Outcome);
    }

    [Fact]
    public async Task A_vlek_is_not_asked_for_and_the_failure_says_where_it_comes_from()
    {
        await using SnpScene at = await SnpScene.StartAsync(SnpScene.MachineOf(SnpScene.Options(kind: VekKind.Vlek)));
        using EndorsementStore store = at.Store(at.Cache());

        GatheredEndorsements gathered = await at.GatherAsync(store);

        EndorsementUnavailableException failure = Assert.Single(gathered.Failures);
        Assert.Equal((Reason.NotServed, "amd/genoa/vlek"), (failure.Reason, failure.Name));
        Assert.Contains("certificate table", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, at.Service.Requests.Count);
        ResultVerdict.Refuses(at.Appraise(gathered.All), SevSnpRules.VekPresent);
    }

    [Fact]
    public async Task With_its_vlek_given_a_report_is_verified_by_what_is_fetched_beside_it()
    {
        await using SnpScene at = await SnpScene.StartAsync(SnpScene.MachineOf(SnpScene.Options(kind: VekKind.Vlek)));
        using EndorsementStore store = at.Store();
        Endorsements given = new(at.Machine.Endorsements.All.Where(each => each.Suffix == ".der"));

        GatheredEndorsements gathered = await new EndorsementPlanner(at.Trust, store).GatherAsync([at.Machine.Evidence], given, TestContext.Current.CancellationToken);

        Assert.Empty(gathered.Failures);
        ResultVerdict.Passes(at.Appraise(gathered.All));
    }

    [Fact]
    public async Task What_was_fetched_travels_in_a_file_to_machines_without_a_network()
    {
        await using SnpScene at = await SnpScene.StartAsync();
        using EndorsementStore store = at.Store(at.Cache());
        byte[] archive = EndorsementArchive.Pack((await at.GatherAsync(store)).All.All);
        await using SnpScene other = await SnpScene.StartAsync();

        Assert.True(EndorsementArchive.TryUnpack(archive, at.Trust.Tees, out ImmutableArray<Endorsement> unpacked, out string? problem), problem);
        ImmutableArray<ImportedEndorsement> imported = await new EndorsementImport(other.Cache(), other.Clock).RunAsync(unpacked, TestContext.Current.CancellationToken);

        Assert.All(imported, each => Assert.Equal((EndorsementState.Valid, CacheOutcome.Kept, null), (each.State, each.Outcome, each.Because)));
        ResultVerdict.Passes(other.Appraise(new(other.Cache().ReadAll().SelectMany(each => each.Pieces))));
        Assert.Empty(other.Service.Requests);
    }

    private static ValueTask<ImmutableArray<Endorsement>> FetchVcekAsync(SnpScene at) => at.Source.FetchAsync(at.Vcek, false, TestContext.Current.CancellationToken);

    private static async Task<EndorsementUnavailableException> FailAsync(SnpScene at) =>
        await Assert.ThrowsAsync<EndorsementUnavailableException>(async () => await FetchVcekAsync(at));
}
