// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Configuration;
using Attestation.Documents;
using Attestation.Json;
using Attestation.Policies;
using Attestation.Statements;
using Attestation.TransparencyLog.Tests;

namespace Attestation.Catalog.Tests.Bundles;

/// <summary>Bundles under the policy that the simulated machine writes, with sections of its own.</summary>
internal static class Verdicts
{
    public static AttestationResult Appraise(this ProofBundle bundle, string log = "{}", string node = "{}", BundleQuestion? question = null, DateTimeOffset? at = null) =>
        new BundleVerifier(TeeCatalog.Default, Sodium.Ed25519).Appraise(bundle, new(), Policy(log, node), question ?? new(), at ?? Node.Now);

    public static Outcome Of(this AttestationResult result, string rule)
    {
        Check[] its = [.. result.Checks.Where(check => check.Rule.Id == rule)];
        return its.Length == 0 ? throw new InvalidOperationException($"{rule} is not accounted for") : its.Max(check => check.Outcome);
    }

    public static string[] Failed(this AttestationResult result) =>
        [.. result.Checks.Where(check => check.Outcome == Outcome.Fail).Select(check => check.Rule.Id).Distinct().Order(StringComparer.Ordinal)];

    public static BundleQuestion Asking(byte[]? nonce = null, string audience = Node.Audience) => new() { Nonce = new ExpectedNonce(nonce ?? Node.Nonce, audience) };

    private static AppraisalPolicy Policy(string log, string node)
    {
        List<ConfigProblem> problems = [];
        AppraisalPolicy policy = Machine.Value with { Log = LogPolicy.Read(Section(log, problems)), Node = NodePolicy.Read(Section(node, problems)) };
        Assert.Empty(problems);
        return policy;
    }

    private static ConfigSection Section(string json, List<ConfigProblem> problems)
    {
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(json), "policy", JsonLimits.Document, out JsonItem? root, out _));
        return new(root, "", problems);
    }

    // The machine's own policy pins RTMR3, which the anchor extends.
    private static readonly Lazy<AppraisalPolicy> Machine = new(static () =>
    {
        Assert.True(
            PolicyFile.TryRead(new Node().Machine.Policy(), TeeCatalog.Default.Tees, out PolicyFile? file, out ImmutableArray<ConfigProblem> problems),
            string.Join("; ", problems));
        return file.Policy with { Sections = file.Policy.Sections.SetItem("tdx", file.Policy.Sections["tdx"].WithAnyMeasurementUnsafe()) };
    });
}
