// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Attestation.Catalog.Tests.Bundles;
using Attestation.Documents;
using Attestation.TestKit;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>What holds of bound keys on every TEE: the honest bundle passes, and each single change fails by the rule that is about it.</summary>
public abstract class BindingLaws
{
    private static readonly Dictionary<string, (string First, Func<BindingMachine, AttestationResult> Appraise)> Changes = new()
    {
        ["the certificate has another key"] = ("BND-05", machine => With(machine, bundle => bundle with { Certificates = [Svid.Certificate(Svid.Keys["P-384"], machine.Now, 1, Svid.Id)] })),
        ["the certificate was issued again"] = ("BND-03", machine => With(machine, bundle => bundle with { Certificates = [Svid.Certificate(Svid.Keys["P-256"], machine.Now, 2, Svid.Id)] })),
        ["the certificate names another identity"] = ("BND-02", machine => Agent(new BoundNode(machine) { Id = "spiffe://public/ns/default/other" })),
        ["the binding names another identity"] = ("BND-02", machine => Agent(new BoundNode(machine) { Binding = each => each with { SpiffeId = "spiffe://public/ns/default/other" }, Record = null })),
        ["the binding names another namespace"] = ("BND-02", machine => Agent(new BoundNode(machine) { Binding = each => each with { Namespace = "other" } })),
        ["another program was bound"] = ("BND-04", machine => Agent(new BoundNode(machine) { Binding = each => each with { Exe = BoundNode.Digest(0xdb) } })),
        ["another image was bound"] = ("BND-04", machine => Agent(new BoundNode(machine) { Binding = each => each with { Image = BoundNode.Digest(0x1b) } })),
        ["no image was bound"] = ("BND-04", machine => Agent(new BoundNode(machine) { Binding = each => each with { Image = null } })),
        ["the process was handed over by somebody"] = ("BND-04", machine => Agent(new BoundNode(machine) { Binding = each => each with { Method = "pid" } })),
        ["the agent only observed"] = ("BND-06", machine => Agent(new BoundNode(machine) { Binding = each => each with { NotInPolicy = true } })),
        ["the binding is left out"] = ("BND-05", machine => With(new BoundNode(machine) { Record = null }, bundle => bundle with { Statements = bundle.Statements.RemoveAt(1) })),
        ["the record names another leaf"] = ("BND-03", machine => Agent(new BoundNode(machine) { Record = each => each with { BindingLeaf = 2 } })),
        ["the record names another certificate"] = ("BND-03", machine => Agent(new BoundNode(machine) { Record = each => each with { Certificate = new byte[32] } })),
        ["a digest in the statement is changed"] = ("LOG-04", machine => Statement(machine, text => text.Replace("dadada", "dbdada", StringComparison.Ordinal))),
        ["a byte of the statement is changed"] = ("LOG-04", machine => Statement(machine, text => text.Replace("51007", "51008", StringComparison.Ordinal))),
        ["the proof is another leaf's"] = ("LOG-04", machine => With(machine, static bundle => BundleChange.Proof(bundle, 1, other: 2))),
        ["the checkpoint is of another size"] = ("LOG-03", machine => With(machine, BundleChange.Size)),
        ["the checkpoint is an older one"] = ("LOG-04", machine => With(machine, bundle => BundleChange.Checkpoint(bundle, Older(machine)))),
        ["the tree's root is changed"] = ("LOG-03", machine => With(machine, BundleChange.Root)),
        ["the log key is another"] = ("LOG-02", machine => With(machine, BundleChange.LogKey)),
        ["the silicon signed another head"] = ("LOG-05", machine => With(machine, bundle => BundleChange.Evidence(bundle, Older(machine)))),
        ["the head is not zero behind its hash"] = ("LOG-05", machine => Agent(new BoundNode(machine) { ReportData = each => [.. each[..63], 1] })),
        ["the verifier asked with another nonce"] = ("STM-08", machine => Asking(machine, new byte[32], BoundNode.Audience)),
        ["another verifier asked"] = ("STM-09", machine => Asking(machine, BoundNode.Nonce, "https://other.example")),
        ["nobody trusts the vendor's root"] = ("root", machine => With(machine, static bundle => bundle, policy => policy.Remove("rootsUnsafe"))),
        ["the measurement is no reference value"] = ("REF-01", machine => With(machine, static bundle => bundle, policy => Measured(policy, machine))),
    };

    public static TheoryData<string> EachChange => [.. Changes.Keys];

    private protected abstract BindingMachine Machine { get; }

    /// <summary>The TEE's rule on the root of its vendor's chain.</summary>
    private protected abstract string RootRule { get; }

    [Fact]
    [Rule("BND-01", Outcome.Pass)]
    [Rule("BND-02", Outcome.Pass)]
    [Rule("BND-03", Outcome.Pass)]
    [Rule("BND-04", Outcome.Pass)]
    [Rule("BND-05", Outcome.Pass)]
    [Rule("BND-06", Outcome.Pass)]
    public void The_honest_bundle_links_the_certificate_to_the_vendors_root()
    {
        AttestationResult result = new BoundNode(Machine).Bundle().Appraise(Machine);

        Assert.Empty(result.Failed());
        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.True(result.TryGetClaims(out Claims? claims));
        Assert.Equal([Machine.Tee, "log", "binding"], claims.Select(each => each.Key));
    }

    [Theory]
    [MemberData(nameof(EachChange))]
    public void Each_single_change_fails_first_by_the_rule_that_is_about_it(string change)
    {
        (string first, Func<BindingMachine, AttestationResult> appraise) = Changes[change];
        string want = first switch { "root" => RootRule, "REF-01" => $"{RootRule[..3]}-REF-01", _ => first };

        AttestationResult result = appraise(Machine);

        Assert.Equal(want, result.FirstFailed(Machine));
        Assert.False(result.TryGetClaims(out _));
    }

    [Fact]
    public void What_the_binding_rests_on_goes_first_and_is_named()
    {
        AttestationResult result = With(Machine, static bundle => bundle, policy => Measured(policy, Machine));

        Assert.All(
            result.Checks.Where(each => each.Rule.Id.StartsWith("BND-", StringComparison.Ordinal)),
            check => Assert.Equal((Outcome.NotEvaluated, $"needs {RootRule[..3]}-REF-01"), (check.Outcome, check.Because)));
    }

    private static AttestationResult Agent(BoundNode node) => node.Bundle().Appraise(node.Machine);

    private static AttestationResult With(BindingMachine machine, Func<ProofBundle, ProofBundle> change, Action<JsonObject>? policy = null) =>
        With(new BoundNode(machine), change, policy);

    private static AttestationResult With(BoundNode node, Func<ProofBundle, ProofBundle> change, Action<JsonObject>? policy = null) =>
        change(node.Bundle()).Appraise(node.Machine, policy: policy);

    private static AttestationResult Asking(BindingMachine machine, byte[] nonce, string audience) =>
        new BoundNode(machine).Bundle().Appraise(machine, question: new() { Nonce = new(nonce, audience) });

    private static AttestationResult Statement(BindingMachine machine, Func<string, string> change) => With(machine, bundle => BundleChange.Statement(bundle, 1, change));

    // The same log without its last leaf.
    private static ProofBundle Older(BindingMachine machine) => new BoundNode(machine) { Record = null }.Bundle();

    private static void Measured(JsonObject policy, BindingMachine machine)
    {
        JsonObject values = policy[machine.Tee == "tdx" ? "tdx" : "sevSnp"]!["referenceValues"]![0]!.AsObject();
        string register = values.Select(each => each.Key).First(each => each != "name");
        values[register] = new JsonArray(new string('0', 96));
    }
}
