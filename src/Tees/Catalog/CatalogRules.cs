// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Catalog;

/// <summary>Rules on Evidence as a whole, whichever TEE it comes from.</summary>
public static class CatalogRules
{
    /// <summary>The input is Evidence.</summary>
    public static readonly Rule Known = new(
        "EVD-01",
        RuleKind.Authenticity,
        "the input is Evidence of a known TEE in a known form",
        "docs/formats.md, Evidence")
    {
        Hint = "`attest verify --tee NAME` names the TEE of a raw file whose first bytes tell nothing",
    };

    /// <summary>The policy's TEEs are there.</summary>
    public static readonly Rule RequiredTees = new(
        "EVD-02",
        RuleKind.Policy,
        "every TEE of one of the policy's sets is there and passes",
        "docs/formats.md, policy: tees");

    /// <summary>A log is there if the policy asks about one.</summary>
    public static readonly Rule LogAsked = new(
        "EVD-03",
        RuleKind.Policy,
        "what the policy asks of the log can be answered: bare Evidence has no log",
        "docs/formats.md, policy: log")
    {
        Hint = "verify the proof bundle instead of bare Evidence, or use a policy without the sections log and binding",
    };

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } = [Known, RequiredTees, LogAsked];
}
