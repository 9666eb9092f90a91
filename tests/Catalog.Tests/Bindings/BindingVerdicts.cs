// SPDX-License-Identifier: Apache-2.0

using System.Text.Json.Nodes;
using Attestation.Documents;
using Attestation.TestKit;
using Attestation.TransparencyLog.Tests;
using Attestation.Wire;

namespace Attestation.Catalog.Tests.Bindings;

/// <summary>Bundles of bound keys under a policy that pins program and image.</summary>
internal static class BindingVerdicts
{
    public static string Pinned { get; } = $$"""{"exes":["{{Hex.Of(BoundNode.Exe)}}"],"images":["{{Hex.Of(BoundNode.Image)}}"]}""";

    public static AttestationResult Appraise(
        this ProofBundle bundle, BindingMachine machine, string? binding = null, BundleQuestion? question = null, Action<JsonObject>? policy = null) =>
        new BundleVerifier(TeeCatalog.Default, Sodium.Ed25519).Appraise(bundle, new(), machine.Policy(binding ?? Pinned, policy), question ?? new(), machine.Now);

    public static string? FirstFailed(this AttestationResult result, BindingMachine machine) =>
        ResultVerdict.FirstFailed([.. result.Checks.Select(each => (each.Rule.Id, each.Outcome))], machine.ReportDataRule);

    public static string Because(this AttestationResult result, string rule) =>
        string.Join("; ", result.Checks.Where(each => each.Rule.Id == rule).Select(each => each.Because));
}
