// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.TestKit.Toy;

/// <summary>Rules of the toy TEE.</summary>
public static class ToyRules
{
    public static readonly Rule WellFormed = new("TOY-FMT-01", RuleKind.Authenticity, "the report is well-formed", "ToyTee");
    public static readonly Rule KeyThere = new("TOY-KEY-01", RuleKind.Freshness, "the key is at hand", "ToyTee");
    public static readonly Rule KeyPinned = new("TOY-KEY-02", RuleKind.Authenticity, "the key is the pinned one", "ToyTee");
    public static readonly Rule KeyValid = new("TOY-KEY-03", RuleKind.Freshness, "the key is valid", "ToyTee");
    public static readonly Rule Signature = new("TOY-SIG-01", RuleKind.Authenticity, "the key authenticates the report", "ToyTee");

    public static ImmutableArray<Rule> All { get; } = [WellFormed, KeyThere, KeyPinned, KeyValid, Signature];
}
