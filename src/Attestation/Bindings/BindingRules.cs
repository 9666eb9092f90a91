// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Bindings;

#pragma warning disable CS1591 // the title of each rule is its documentation

/// <summary>Rules that link a key to the program that held it: certificate, binding, log.</summary>
public static class BindingRules
{
    public static readonly Rule Key = new("BND-01", RuleKind.Authenticity,
        "the key has a svid-binding/v1 that is a proven leaf and well-formed; a request is signed by its key",
        "docs/statements.md, binding");

    public static readonly Rule Name = new("BND-02", RuleKind.Authenticity,
        "the binding names the certificate's SPIFFE id, and with it its namespace and app id",
        "docs/statements.md, binding; X509-SVID, section 2");

    public static readonly Rule Issued = new("BND-03", RuleKind.Authenticity,
        "svid-issued/v1 names this certificate, and the binding of its key at an earlier leaf of the same log",
        "docs/statements.md, binding");

    public static readonly Rule Program = new("BND-04", RuleKind.Policy,
        "the bound program and image are ones that the policy lists, measured and known in a way that it accepts",
        "docs/formats.md, policy: binding");

    public static readonly Rule Bound = new("BND-05", RuleKind.Policy,
        "the key is bound to a measured program at all",
        "docs/formats.md, policy: binding")
    {
        Hint = "a key without a svid-binding/v1 in the bundle may be anybody's: bind it, or ask its agent for a bundle that has the binding",
    };

    public static readonly Rule Listed = new("BND-06", RuleKind.Policy,
        "the agent's own policy lists the bound program",
        "docs/formats.md, policy: binding");

    /// <summary>All of them.</summary>
    public static ImmutableArray<Rule> All { get; } = [Key, Name, Issued, Program, Bound, Listed];
}
