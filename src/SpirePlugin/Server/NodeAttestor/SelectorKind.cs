// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>A kind of selector, with its words in the documentation.</summary>
/// <param name="Name">Before the value's colon.</param>
/// <param name="OptIn">The word that asks for it in the option <c>selectors</c>; null for those that are always there.</param>
/// <param name="Example">One value.</param>
/// <param name="Description">What it says; a test holds the documentation against this table.</param>
/// <param name="Values">The values of one TEE's claims, or of the whole node's.</param>
internal sealed record SelectorKind(string Name, string? OptIn, string Example, string Description, Func<AppraisedNode, string, IEnumerable<string?>> Values)
{
    /// <summary>Words of the option <c>selectors</c>. Registers of a TPM come with the vTPM.</summary>
    public static ImmutableArray<string> OptIns { get; } = ["rtmr", "chip", "event"];
}
