// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json.Nodes;
using Attestation.Configuration;
using Attestation.Policies;
using Attestation.SevSnp.Simulator;
using Attestation.Tdx.Simulator;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>A simulated machine of some TEE, as far as the laws of binding need it.</summary>
/// <param name="Tee">Its TEE.</param>
/// <param name="Now">When it is looked at.</param>
/// <param name="Attest">Evidence over REPORT_DATA.</param>
/// <param name="Endorsements">What its vendor publishes.</param>
/// <param name="BundlePolicy">The policy that it passes.</param>
/// <param name="ReportDataRule">The TEE's rule that compares REPORT_DATA.</param>
internal sealed record BindingMachine(
    string Tee, DateTimeOffset Now, Func<byte[], Evidence> Attest, Endorsements Endorsements, byte[] BundlePolicy, string ReportDataRule)
{
    /// <summary>A TDX machine.</summary>
    public static BindingMachine Tdx { get; } = Of(SimulatedTdxMachine.Create(SimulatedTdxOptions.At(SimulatedTdxOptions.DefaultNow) with { Seed = "bindings" }));

    /// <summary>An SEV-SNP machine; its first keys take a second.</summary>
    public static BindingMachine Snp => LazySnp.Value;

    /// <summary>The machine's policy with a section <c>binding</c>, and whatever else a test changes.</summary>
    public AppraisalPolicy Policy(string binding, Action<JsonObject>? change = null)
    {
        Assert.True(PolicyFile.TryRead(Encoding.UTF8.GetBytes(PolicyText(binding, change)), TeeCatalog.Default.Tees, out PolicyFile? file, out var problems), Text(problems));
        return file.Policy;
    }

    /// <summary>The same as a file.</summary>
    public string PolicyText(string binding, Action<JsonObject>? change = null)
    {
        JsonObject policy = JsonNode.Parse(BundlePolicy)!.AsObject();
        policy["binding"] = JsonNode.Parse(binding);
        change?.Invoke(policy);
        return policy.ToJsonString();
    }

    private static readonly Lazy<BindingMachine> LazySnp = new(static () =>
        Of(SimulatedSnpMachine.Create(SimulatedSnpOptions.At(SimulatedSnpOptions.DefaultNow) with { Seed = "bindings" })));

    private static BindingMachine Of(SimulatedTdxMachine machine) =>
        new("tdx", SimulatedTdxOptions.DefaultNow, data => machine.Attest(data), machine.Endorsements, machine.BundlePolicy(), "TDX-RPD-01");

    private static BindingMachine Of(SimulatedSnpMachine machine) =>
        new("sev-snp", SimulatedSnpOptions.DefaultNow, data => machine.Attest(data), machine.Endorsements, machine.BundlePolicy(), "SNP-RPD-01");

    private static string Text(IEnumerable<ConfigProblem> problems) => string.Join("; ", problems);
}
