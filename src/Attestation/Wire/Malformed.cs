// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Wire;

/// <summary>Why received bytes are not the structure they were taken for.</summary>
/// <param name="Structure">The specification's name of the structure, for example "TDX quote".</param>
/// <param name="Field">The specification's name of the field, or a path such as "tcbLevels[2].tcb.pcesvn".</param>
/// <param name="Reason">What was got and what is wanted; lower case, no final period.</param>
/// <remarks>Field and reason quote what was received; they are cut at 1,024 characters.</remarks>
public sealed record Malformed(string Structure, string Field, string Reason)
{
    /// <summary>The specification's name of the field, or a path.</summary>
    public string Field { get; init; } = Excerpt.Of(Field);

    /// <summary>What was got and what is wanted.</summary>
    public string Reason { get; init; } = Excerpt.Of(Reason);

    /// <summary>The rule that these bytes break, where the parser knows one more precise than "well-formed".</summary>
    public Rule? Rule { get; init; }

    /// <summary>Line of a text in which it was found, counted from 1; null for bytes that are no text.</summary>
    public int? Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Structure}: {Field}: {Reason}";
}
