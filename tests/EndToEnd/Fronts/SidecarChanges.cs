// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Attestation.Documents;
using Attestation.EndToEnd.Measuring;
using Attestation.TestKit;

namespace Attestation.EndToEnd.Fronts;

/// <summary>Single changes of what a verifier is given about a sidecar, each with the rule that is about it.</summary>
internal static class SidecarChanges
{
    private const string Nonce = "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e";

    /// <param name="node">Issues other certificates.</param>
    /// <param name="honest">The claim that passes.</param>
    /// <param name="older">A bundle of the same log under an older head.</param>
    public static ImmutableArray<(string Name, string Rule, SidecarClaim Claim)> Of(SidecarNode node, SidecarClaim honest, ProofBundle older) =>
    [
        ("the key is one that nobody bound", "BND-05", honest with { Certificate = node.IssueToStranger() }),
        ("the certificate was issued again", "BND-03", honest with { Certificate = node.Reissue("sre-agent") }),
        ("the certificate names another app", "BND-02", honest with { Certificate = node.Reissue("billing") }),
        ("another program is listed", "BND-04", honest.Listing(SHA256.HashData("another program"u8))),
        ("another image is listed", "BND-04", honest.Under(policy => policy["binding"]!["images"] = new JsonArray(Nonce))),
        ("the verifier asked with a nonce", "STM-08", honest with { Flags = ["--nonce", Nonce, "--audience", "https://verifier.example"] }),
        ("nobody trusts the vendor's root", "root", honest.Under(policy => policy.Remove("rootsUnsafe"))),
        ("the binding is left out", "BND-05", honest.With(bundle => bundle with { Statements = bundle.Statements[..SidecarClaim.Binding] })),
        ("the digest in the statement is another", "LOG-04", Said(honest, Convert.ToHexStringLower(AttackRig.TrustedDigest), Nonce)),
        ("a word of the statement is another", "LOG-04", Said(honest, "peer-generated", "unknown")),
        ("the proof is another leaf's", "LOG-04", honest.With(bundle => BundleChange.Proof(bundle, SidecarClaim.Binding, other: 0))),
        ("the checkpoint is an older one", "LOG-04", honest.With(bundle => BundleChange.Checkpoint(bundle, older))),
        ("the checkpoint is of another size", "LOG-03", honest.With(BundleChange.Size)),
        ("the tree's root is another", "LOG-03", honest.With(BundleChange.Root)),
        ("the log's key is another", "LOG-02", honest.With(BundleChange.LogKey)),
        ("the silicon signed another head", "LOG-05", honest.With(bundle => BundleChange.Evidence(bundle, older))),
    ];

    private static SidecarClaim Said(SidecarClaim honest, string word, string other) =>
        honest.With(bundle => BundleChange.Statement(bundle, SidecarClaim.Binding, text => text.Replace(word, other, StringComparison.Ordinal)));
}
