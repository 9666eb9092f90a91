// SPDX-License-Identifier: Apache-2.0

namespace Attestation;

/// <summary>One check of a specification: defined once, cited, with a passing and a failing test.</summary>
/// <param name="Id">TEE-AREA-NN or AREA-NN; never reused.</param>
/// <param name="Kind">What its failure means.</param>
/// <param name="Title">What holds when it passes, as a sentence without period.</param>
/// <param name="Citation">Document, revision and section.</param>
public sealed record Rule(string Id, RuleKind Kind, string Title, string Citation)
{
    /// <summary>The next step for a person whose Evidence failed this rule; null where nothing better than the citation is known.</summary>
    public string? Hint { get; init; }
}
