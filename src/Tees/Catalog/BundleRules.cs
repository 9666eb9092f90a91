// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Catalog;

/// <summary>Rules on a proof bundle as a whole.</summary>
public static class BundleRules
{
    /// <summary>A file that says it is a proof bundle is one.</summary>
    public static readonly Rule Form = new(
        "BDL-01",
        RuleKind.Authenticity,
        "the proof bundle is well-formed and within its limits",
        "docs/formats.md, proof bundle");

    /// <summary>There is something to prove.</summary>
    public static readonly Rule Statements = new(
        "BDL-02",
        RuleKind.Freshness,
        "the bundle holds a statement to verify",
        "docs/formats.md, proof bundle");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } = [Form, Statements];
}
