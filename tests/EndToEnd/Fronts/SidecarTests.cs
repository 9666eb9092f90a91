// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Documents;
using Attestation.EndToEnd.Measuring;
using Attestation.EndToEnd.Spire;
using Attestation.TestKit;
using Grpc.Core;

namespace Attestation.EndToEnd.Fronts;

/// <summary>From a sidecar's key to the vendor's root: measured, bound, issued by Sentry, verified offline.</summary>
public sealed class SidecarTests
{
    [Theory]
    [InlineData("tdx", "TDX-PCK-04", "TDX-RPD-01")]
    [InlineData("sev-snp", "SNP-ARK-05", "SNP-RPD-01")]
    public async Task On_an_attested_node_a_sidecars_certificate_verifies_offline_and_after_each_single_change_it_does_not(string tee, string rootRule, string reportDataRule)
    {
        await using MadeContainer? container = await ContainerAsync();
        await using SidecarNode node = await SidecarNode.StartAsync(tee, container);
        await AttestAsync(node, tee);
        ProofBundle older = await node.StartOfLogAsync();
        SidecarClaim claim = await node.ClaimAsync(BuiltPrograms.Trusted);

        (int code, string said) = node.Verify(claim, "-v");

        Assert.True(code == 0, said);
        Assert.Contains($"spiffe://public/ns/default/sre-agent: exe {Convert.ToHexStringLower(AttackRig.TrustedDigest)[..8]}… (hash, front)", said, StringComparison.Ordinal);
        Assert.Contains(("BND-03", Outcome.Pass), ChecksOf(node, claim));
        Assert.All(SidecarChanges.Of(node, claim, older), change => Assert.Equal(
            (change.Name, change.Rule == "root" ? rootRule : change.Rule),
            (change.Name, ResultVerdict.FirstFailed(ChecksOf(node, change.Claim), reportDataRule))));
    }

    [Fact]
    public async Task A_program_that_is_not_listed_gets_nothing_and_Sentry_is_not_asked()
    {
        string program = Path.Combine(BuiltPrograms.Folder, Path.GetRandomFileName());
        File.Copy(BuiltPrograms.Trusted, program);
        await File.AppendAllTextAsync(program, "another program");
        await using SidecarNode node = await SidecarNode.StartAsync("tdx");

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => node.FetchAsync(program));

        Assert.Equal((StatusCode.PermissionDenied, 0), (refused.StatusCode, node.Asked));
        File.Delete(program);
    }

    // In a container where this machine lets a test make a cgroup; else what it proves is all but the image.
    private static async Task<MadeContainer?> ContainerAsync()
    {
        if (!MadeContainer.IsPossible)
        {
            return null;
        }

        MadeContainer container = await MadeContainer.StartAsync();
        container.Begin(HeldProgram.Start(BuiltPrograms.Trusted, []));
        return container;
    }

    // SPIRE's way to the node's identity, over the same agent and in the same log.
    private static async Task AttestAsync(SidecarNode node, string tee)
    {
        await using SpireServer server = await SpireServer.StartAsync(null, node.Spire);
        await node.Spire.GenerateKeyAsync();
        Assert.Contains($"tee:{tee}", (await server.AttestAsync(node.Spire)).SelectorValues);
    }

    private static (string Rule, Outcome Outcome)[] ChecksOf(SidecarNode node, SidecarClaim claim)
    {
        string said = node.Verify(claim, "--output", "json").Said;
        return [.. JsonNode.Parse(said)!["checks"]!.AsArray().Select(check => (check!["id"]!.GetValue<string>(), OutcomeOf(check["outcome"]!.GetValue<string>())))];
    }

    private static Outcome OutcomeOf(string word) => Enum.Parse<Outcome>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
