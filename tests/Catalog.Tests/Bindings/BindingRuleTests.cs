// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Bindings;
using Attestation.Catalog.Tests.Bundles;
using Attestation.Documents;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TestKit;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>The rules of binding one by one, on a TDX machine; the laws show them on every TEE.</summary>
public sealed class BindingRuleTests
{
    private static readonly BindingMachine Machine = BindingMachine.Tdx;
    private static readonly ProofBundle Bundle = new BoundNode(Machine).Bundle();

    public static TheoryData<string> Kinds => [.. Svid.Keys.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_certificate_of_any_kind_of_key_is_linked_by_the_keys_digest(string kind)
    {
        ProofBundle bundle = new BoundNode(Machine) { Key = Svid.Keys[kind] }.Bundle();

        Assert.Empty(bundle.Appraise(Machine).Failed());
    }

    [Fact]
    [Rule("BND-01", Outcome.Fail)]
    public void A_binding_that_is_no_proven_leaf_counts_for_nothing()
    {
        BundledStatement unproven = Bundle.Statements[1] with { Proof = Bundle.Statements[2].Proof };

        AttestationResult result = (Bundle with { Statements = Bundle.Statements.SetItem(1, unproven) }).Appraise(Machine);

        Assert.Equal(["BND-01", "LOG-04"], result.Failed());
    }

    [Fact]
    [Rule("BND-01", Outcome.Pass)]
    [Rule("BND-01", Outcome.Fail)]
    public void A_request_must_be_signed_by_its_key()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ProofBundle bundle = new BoundNode(Machine) { Key = new PublicKey(key) }.Bundle() with { Certificates = [] };
        byte[] genuine = Svid.RequestOf(key);
        byte[] changed = [.. genuine];
        changed[^1] ^= 1;

        Assert.Empty(bundle.Appraise(Machine, question: Asking(genuine)).Failed());
        Assert.Equal(["BND-01"], bundle.Appraise(Machine, question: Asking(changed)).Failed());
    }

    [Fact]
    [Rule("BND-02", Outcome.Fail)]
    public void A_request_that_names_somebody_must_name_the_binding_and_one_that_names_nobody_need_not()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ProofBundle bundle = new BoundNode(Machine) { Key = new PublicKey(key) }.Bundle() with { Certificates = [] };

        Assert.Equal(Outcome.Pass, bundle.Appraise(Machine, question: Asking(Svid.RequestOf(key, Svid.Id))).Of("BND-02"));
        Assert.Equal(Outcome.NotEvaluated, bundle.Appraise(Machine, question: Asking(Svid.RequestOf(key))).Of("BND-02"));
        Assert.Equal(Outcome.Fail, bundle.Appraise(Machine, question: Asking(Svid.RequestOf(key, "spiffe://public/ns/default/other"))).Of("BND-02"));
    }

    [Fact]
    [Rule("BND-02", Outcome.Fail)]
    public void A_certificate_names_exactly_one_spiffe_id()
    {
        string[][] all = [[], [Svid.Id, Svid.Id], ["https://public/ns/default/sre-agent"], ["spiffe://public/ns/default/sre-agent?a"]];

        Assert.All(all, uris => Assert.Equal(
            Outcome.Fail,
            (Bundle with { Certificates = [Svid.Certificate(Svid.Keys["P-256"], Machine.Now, 1, uris)] }).Appraise(Machine).Of("BND-02")));
    }

    [Theory]
    [InlineData(null, "sre-agent")]
    [InlineData("default", null)]
    [InlineData(null, null)]
    [InlineData("default/sre-agent", "")]
    [Rule("BND-02", Outcome.Fail)]
    public void A_binding_for_Dapr_without_namespace_or_app_id_is_nobodys(string? space, string? app) =>
        Assert.Equal(["BND-02"], Appraise(each => each with { Namespace = space, AppId = app }).Failed());

    [Fact]
    public void A_binding_for_something_else_needs_neither() =>
        Assert.Empty(Appraise(each => each with { Purpose = "x509-svid", Namespace = null, AppId = null }).Failed());

    [Fact]
    public void A_key_alone_is_linked_by_its_digest_and_names_nobody()
    {
        AttestationResult result = (Bundle with { Certificates = [] }).Appraise(Machine, question: Of(BindingSubject.OfSpki(Bundle.Certificates[0].SpkiSha256)));

        Assert.Empty(result.Failed());
        Assert.Equal((Outcome.Pass, Outcome.NotEvaluated, Outcome.Pass), (result.Of("BND-01"), result.Of("BND-02"), result.Of("BND-03")));
        Assert.Equal(["BND-05"], Bundle.Appraise(Machine, question: Of(BindingSubject.OfSpki(new byte[32]))).Failed());
    }

    [Theory]
    [InlineData("other validity")]
    [InlineData("other identity")]
    [InlineData("itself")]
    [InlineData("later")]
    [Rule("BND-03", Outcome.Fail)]
    public void A_record_that_disagrees_with_certificate_or_binding_fails(string change) => Assert.Equal(
        ["BND-03"],
        new BoundNode(Machine)
        {
            Record = each => change switch
            {
                "other validity" => each with { NotAfter = each.NotAfter.AddSeconds(1) },
                "other identity" => each with { SpiffeId = "spiffe://public/ns/default/other" },
                "itself" => each with { BindingLeaf = 3 },
                _ => each with { BindingLeaf = ulong.MaxValue },
            },
        }.Bundle().Appraise(Machine).Failed());

    [Fact]
    [Rule("BND-03", Outcome.Fail)]
    public void A_record_whose_binding_is_in_another_log_fails()
    {
        ProofBundle both = Bundle with
        {
            Logs = [Bundle.Logs[0], Bundle.Logs[0]],
            Statements = Bundle.Statements.SetItem(3, Bundle.Statements[3] with { Log = 1 }),
        };

        Assert.Equal(["BND-03"], both.Appraise(Machine).Failed());
    }

    [Fact]
    public void A_bundle_without_a_record_says_that_it_has_none()
    {
        AttestationResult result = new BoundNode(Machine) { Record = null }.Bundle().Appraise(Machine);

        Assert.Empty(result.Failed());
        Assert.Equal("the bundle has no svid-issued/v1", result.Because("BND-03"));
    }

    [Theory]
    [InlineData("""{"exes":["0000000000000000000000000000000000000000000000000000000000000000"]}""")]
    [InlineData("""{"images":["0000000000000000000000000000000000000000000000000000000000000000"]}""")]
    [InlineData("""{"measured":["verity","ima"]}""")]
    [InlineData("""{"measured":[]}""")]
    [InlineData("""{"methods":["pid"]}""")]
    [Rule("BND-04", Outcome.Fail)]
    public void What_the_policy_does_not_list_or_accept_fails(string binding)
    {
        AttestationResult result = Bundle.Appraise(Machine, binding);

        Assert.Equal(["BND-04"], result.Failed());
        Assert.Equal(RuleKind.Policy, result.FailedKind);
    }

    [Fact]
    public void A_policy_that_lists_no_program_is_said_aloud()
    {
        AttestationResult result = Bundle.Appraise(Machine, "{}");

        Assert.Empty(result.Failed());
        Assert.Contains("binding.exes (empty)", result.Unsafe);
        Assert.DoesNotContain("binding.exes (empty)", Bundle.Appraise(Machine).Unsafe);
    }

    [Fact]
    [Rule("BND-05", Outcome.Fail)]
    public void A_key_without_a_binding_fails_unless_the_policy_waives_it_aloud()
    {
        ProofBundle unbound = new BoundNode(Machine) { Record = null }.Bundle();
        unbound = unbound with { Statements = unbound.Statements.RemoveAt(1) };
        AttestationResult waived = unbound.Appraise(Machine, """{"unboundUnsafe":true}""");

        Assert.Equal(["BND-05"], unbound.Appraise(Machine).Failed());
        Assert.Equal(RuleKind.Policy, unbound.Appraise(Machine).FailedKind);
        Assert.Equal(Outcome.NotEvaluated, waived.Of("BND-05"));
        Assert.Contains("not-hardware-rooted", waived.Because("BND-05"), StringComparison.Ordinal);
        Assert.Contains("binding.unboundUnsafe", waived.Unsafe);
        Assert.True(waived.TryGetClaims(out Claims? claims));
        Assert.False(claims.TryGet("binding", out _));
    }

    [Fact]
    [Rule("BND-05", Outcome.Fail)]
    public void One_of_two_certificates_without_a_binding_fails() => Assert.Equal(
        ["BND-05"],
        (Bundle with { Certificates = [Bundle.Certificates[0], Svid.Certificate(Svid.Keys["RSA"], Machine.Now, 9, Svid.Id)] }).Appraise(Machine).Failed());

    [Fact]
    [Rule("BND-05", Outcome.Fail)]
    public void A_policy_that_asks_for_programs_is_not_met_by_a_bundle_without_a_binding()
    {
        ProofBundle neither = Bundle with { Certificates = [], Statements = [Bundle.Statements[0], Bundle.Statements[2]] };

        Assert.Equal(["BND-05"], neither.Appraise(Machine).Failed());
        Assert.Empty(neither.Appraise(Machine, "{}").Failed());
    }

    [Fact]
    public void A_policy_that_asks_for_programs_is_not_met_by_bare_evidence()
    {
        AppraisalPolicy policy = Machine.Policy(BindingVerdicts.Pinned) with { ExpectedReportData = new ExpectedReportData.AnyUnsafe() };

        AttestationResult result = new EvidenceVerifier(TeeCatalog.Default).Appraise(Bundle.Logs[0].Evidences, Machine.Endorsements, policy, Machine.Now);

        Assert.Equal(["EVD-03"], result.Failed());
    }

    [Fact]
    [Rule("BND-06", Outcome.Fail)]
    public void What_an_agent_only_observed_fails_unless_the_policy_waives_it_aloud()
    {
        ProofBundle observed = new BoundNode(Machine) { Binding = each => each with { NotInPolicy = true } }.Bundle();
        AttestationResult waived = observed.Appraise(Machine, """{"observedUnsafe":true}""");

        Assert.Equal(["BND-06"], observed.Appraise(Machine).Failed());
        Assert.Equal(Outcome.NotEvaluated, waived.Of("BND-06"));
        Assert.Contains("binding.observedUnsafe", waived.Unsafe);
        Assert.True(waived.TryGetClaims(out _));
    }

    [Fact]
    public void Without_a_key_that_is_asked_for_every_binding_of_the_bundle_is_judged()
    {
        ProofBundle bundle = Bundle with { Certificates = [] };

        Assert.Equal(["BND-04"], bundle.Appraise(Machine, """{"methods":["pid"]}""").Failed());
        Assert.Equal("no certificate, request or key is given", bundle.Appraise(Machine).Because("BND-01"));
    }

    [Fact]
    public void A_neighbours_binding_is_not_held_against_the_key_that_is_asked_for()
    {
        ProofBundle both = Bundle with { Certificates = [], Logs = [.. Bundle.Logs, .. Neighbour.Logs], Statements = [.. Bundle.Statements, .. Neighbour.Statements.Select(each => each with { Log = 1 })] };

        Assert.Empty(both.Appraise(Machine, question: Of(BindingSubject.Of(Bundle.Certificates[0]))).Failed());
        Assert.Equal(["BND-04"], both.Appraise(Machine, question: Of(BindingSubject.Of(Neighbour.Certificates[0]))).Failed());
    }

    [Fact]
    [Rule("BND-01", Outcome.Fail)]
    public void Of_several_bindings_of_one_key_each_must_hold_and_there_are_not_many()
    {
        Assert.Equal(["BND-04"], new BoundNode(Machine) { Others = 1 }.Bundle().Appraise(Machine).Failed());
        Assert.Empty(new BoundNode(Machine) { Others = 63 }.Bundle().Appraise(Machine, "{}").Failed());
        Assert.Equal(["BND-01"], new BoundNode(Machine) { Others = 64 }.Bundle().Appraise(Machine, "{}").Failed());
    }

    [Fact]
    public void A_leaf_or_a_certificate_that_is_given_twice_is_one()
    {
        ProofBundle twice = Bundle with { Statements = [.. Bundle.Statements, .. Bundle.Statements], Certificates = [.. Bundle.Certificates, .. Bundle.Certificates] };

        AttestationResult result = twice.Appraise(Machine, question: Of(BindingSubject.Of(Bundle.Certificates[0])));

        Assert.Empty(result.Failed());
        Assert.Equal(("spiffe://public/ns/default/sre-agent", 1L), Assert.Single(result.Bindings) is var only ? (only.Key, only.Leaf) : default);
    }

    [Fact]
    public void A_bound_keys_claims_say_which_program_where_and_how()
    {
        Assert.True(Bundle.Appraise(Machine).TryGetClaims(out Claims? claims));
        Assert.True(claims.TryGet("binding", out ClaimValue? value));
        Claims binding = Assert.IsType<ClaimValue.Group>(value).Members;

        Assert.Equal(
            ["spki", "log", "leaf", "purpose", "exe", "measured", "method", "keyOrigin", "notInPolicy", "spiffeId", "image", "certificate"],
            binding.Select(each => each.Key));
        Assert.True(binding.TryGet("leaf", out ClaimValue? leaf));
        Assert.Equal(1, Assert.IsType<ClaimValue.Number>(leaf).Value);
    }

    [Fact]
    public void A_bundle_with_subjects_that_was_written_and_read_again_gives_the_same_verdict()
    {
        Assert.True(new ProofBundleReader(TeeCatalog.Default.Tees).TryRead(ProofBundleWriter.Write(Bundle), out ProofBundle? read, out Wire.Malformed? malformed), malformed?.ToString());

        Assert.Equal(Bundle.Certificates[0].Raw.ToArray(), Assert.Single(read.Certificates).Raw.ToArray());
        Assert.Equal(Outcome.Pass, read.Appraise(Machine).Outcome);
    }

    // Another workload of the same node: its statements have salts of their own.
    private static ProofBundle Neighbour { get; } = new BoundNode(Machine)
    {
        Key = Svid.Keys["P-384"],
        Salt = 0x40,
        Binding = each => each with { Exe = BoundNode.Digest(0xdb) },
    }.Bundle();

    private static AttestationResult Appraise(Func<SvidBinding, SvidBinding> binding) => new BoundNode(Machine) { Binding = binding }.Bundle().Appraise(Machine);

    private static BundleQuestion Of(BindingSubject subject) => new() { Subjects = [subject] };

    private static BundleQuestion Asking(byte[] request)
    {
        Assert.True(X509.SigningRequest.TryParse(request, out X509.SigningRequest? read, out Wire.Malformed? malformed), malformed?.ToString());
        return Of(BindingSubject.Of(read));
    }
}
