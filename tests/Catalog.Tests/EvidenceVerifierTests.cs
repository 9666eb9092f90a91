// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Configuration;
using Attestation.Fakes;
using Attestation.Policies;
using Attestation.TestKit;
using Attestation.TestKit.Toy;

namespace Attestation.Catalog.Tests;

/// <summary>The whole of several Evidences under one policy.</summary>
public sealed class EvidenceVerifierTests
{
    private static readonly ToyTee Toy = new();
    private static readonly ToyTee Other = new(name: "other");
    private static readonly TeeCatalog Catalog = new([new FakeTee(), Toy, Other, new SilentTee()]);
    private static readonly DateTimeOffset Now = ToyTee.NotBefore.AddDays(1);
    private static readonly Evidence Forged = Toy.Report(1) with { Parts = [new("report", new byte[3])] };

    [Fact]
    [Rule("EVD-01", Outcome.Pass)]
    [Rule("EVD-02", Outcome.Pass)]
    [Rule("EVD-03", Outcome.Pass)]
    public void Evidence_of_the_policys_tees_passes_with_the_claims_of_each()
    {
        AttestationResult result = Appraise("""[["toy","fake"]]""", Toy.Report(1), Fake());

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.Equal("toy, fake", Of(result, CatalogRules.RequiredTees).Got);
        Assert.Equal(["toy", "fake"], result.Evidences.Select(each => each.Tee));
        Assert.True(result.TryGetClaims(out Claims? claims));
        Assert.Equal(["toy", "fake"], claims.Select(claim => claim.Key));
    }

    [Fact]
    [Rule("EVD-01", Outcome.Fail)]
    public void What_is_no_evidence_is_refused()
    {
        AttestationResult result = new EvidenceVerifier(Catalog).Refuse(new byte[3], new("evidence", "first bytes", "begins with 000000"), Policy("null"), Now);

        Assert.Equal((Outcome.Fail, RuleKind.Authenticity), (result.Outcome, result.FailedKind));
        Assert.Equal("evidence: first bytes: begins with 000000", Of(result, CatalogRules.Known).Because);
        Assert.Equal(Outcome.NotEvaluated, Of(result, CatalogRules.LogAsked).Outcome);
        Assert.Equal(["reportDataUnsafe", "fake.anyMeasurementUnsafe"], result.Unsafe);
    }

    [Fact]
    [Rule("EVD-02", Outcome.Fail)]
    public void A_tee_that_the_policy_asks_and_that_is_absent_is_a_failed_policy()
    {
        AttestationResult result = Appraise("""[["toy","other"]]""", Toy.Report(1));

        Assert.Equal((Outcome.Fail, RuleKind.Policy), (result.Outcome, result.FailedKind));
        Assert.Equal("toy passes, want toy with other", Of(result, CatalogRules.RequiredTees).Because);
    }

    [Theory]
    [InlineData("""[["other"],["toy"]]""")]
    [InlineData("""[["toy","other"],["toy","fake"]]""")]
    [InlineData("""[["toy"]]""")]
    public void One_whole_set_is_enough(string tees) => Assert.Equal(Outcome.Pass, Appraise(tees, Toy.Report(1), Fake()).Outcome);

    [Theory]
    [InlineData("""[["other"]]""")]
    [InlineData("""[["toy","fake","other"]]""")]
    [InlineData("""[["toy","other"],["fake","other"]]""")]
    public void Parts_of_several_sets_are_not(string tees) =>
        Assert.Equal(Outcome.Fail, Of(Appraise(tees, Toy.Report(1), Fake()), CatalogRules.RequiredTees).Outcome);

    [Fact]
    public void A_tee_that_is_there_and_fails_has_failed_by_its_own_rule()
    {
        AttestationResult result = Appraise("""[["toy"]]""", Forged);

        Assert.Equal((Outcome.Fail, RuleKind.Authenticity), (result.Outcome, result.FailedKind));
        Assert.Equal((Outcome.NotEvaluated, "toy fails by its own rules"), (Of(result, CatalogRules.RequiredTees).Outcome, Of(result, CatalogRules.RequiredTees).Because));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""[["fake"]]""")]
    public void Any_evidence_that_fails_fails_the_whole(string tees)
    {
        AttestationResult result = Appraise(tees, Forged, Fake());

        Assert.Equal(Outcome.Fail, result.Outcome);
        Assert.False(result.TryGetClaims(out _));
    }

    [Fact]
    public void Without_sets_all_that_are_there_must_pass()
    {
        AttestationResult result = Appraise("null", Toy.Report(1), Fake());

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.Equal("the policy names no set", Of(result, CatalogRules.RequiredTees).Because);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""[["toy"]]""")]
    public void No_evidence_is_not_a_pass(string tees)
    {
        AttestationResult result = Appraise(tees);

        Assert.Equal((Outcome.Fail, RuleKind.Policy), (result.Outcome, result.FailedKind));
        Assert.Equal("there is no Evidence", Of(result, CatalogRules.RequiredTees).Because);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""[["toy"]]""")]
    [InlineData("""[["silent"]]""")]
    public void Evidence_of_which_nothing_was_evaluated_is_not_a_pass(string tees)
    {
        AttestationResult result = Appraise(tees, Toy.Report(1), new Evidence("silent", []));

        Assert.Equal(Outcome.Fail, result.Outcome);
        Assert.Equal("nothing was evaluated of silent", Of(result, CatalogRules.RequiredTees).Because);
    }

    [Theory]
    [InlineData("""{ "origins": ["example.org/attestation-agent/"] }""")]
    [InlineData("""{ "agents": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] }""")]
    [InlineData("""{ "requireAnchor": true }""")]
    [InlineData("""{ "requireFirstRun": true }""")]
    [InlineData("""{ "maxRunsPerBoot": 1 }""")]
    [InlineData("""{ "maxHeartbeatAge": "PT30M" }""")]
    [InlineData("""{ "minimum": { "origin": "a/attestation-agent/b", "size": "1", "root": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" } }""")]
    [Rule("EVD-03", Outcome.Fail)]
    public void A_policy_that_asks_of_the_log_fails_bare_evidence(string log)
    {
        AttestationResult result = Appraise("null", log, Toy.Report(1));

        Assert.Equal((Outcome.Fail, RuleKind.Policy), (result.Outcome, result.FailedKind));
        Assert.Equal("the policy asks of the log, and bare Evidence has none", Of(result, CatalogRules.LogAsked).Because);
    }

    [Fact]
    public void A_warning_of_one_is_a_warning_of_the_whole()
    {
        AttestationResult result = Appraise("""[["fake","toy"]]""", Toy.Report(1), Fake("tolerated"));

        Assert.Equal(Outcome.Warn, result.Outcome);
        Assert.True(result.TryGetClaims(out _));
    }

    [Fact]
    public void One_simulated_tee_makes_the_whole_simulated()
    {
        Assert.True(Appraise("null", Toy.Report(1), Fake("simulated")).Simulated);
        Assert.False(Appraise("null", Toy.Report(1), Fake()).Simulated);
    }

    [Fact]
    public void Endorsements_that_several_used_are_named_once() =>
        Assert.Distinct(Appraise("null", Toy.Report(1), Other.Report(1), Fake()).Endorsements);

    [Fact]
    public void Evidence_of_a_tee_that_is_not_in_the_catalog_is_the_callers_fault() =>
        Assert.Throws<ArgumentException>(() => Appraise("null", new Evidence("sgx", [])));

    private static Evidence Fake(string words = "") => new("fake", [new("quote", FakeTee.Quote(words))]);

    private static AttestationResult Appraise(string tees, params Evidence[] evidences) => Appraise(tees, "null", evidences);

    private static AttestationResult Appraise(string tees, string log, params Evidence[] evidences) => new EvidenceVerifier(Catalog).Appraise(
        [.. evidences], new(ToyTee.Key(), new("fake/doc", ".json", new byte[1])), Policy(tees, log), Now);

    private static AppraisalPolicy Policy(string tees, string log = "null")
    {
        string text =
            $$"""
            { "mediaType": "application/vnd.attestation.policy+json;version=1", "reportDataUnsafe": "any", "tees": {{tees}}, "log": {{log}},
              "fake": { "anyMeasurementUnsafe": true } }
            """;
        Assert.True(PolicyFile.TryRead(Encoding.UTF8.GetBytes(text), Catalog.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems), string.Join("; ", problems));
        return file.Policy;
    }

    private static Check Of(AttestationResult result, Rule rule) => Assert.Single(result.Checks, check => ReferenceEquals(check.Rule, rule));
}
