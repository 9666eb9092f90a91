// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Cli.Conformance;

/// <summary>One case that was run.</summary>
/// <param name="Id">Its id, unique within its kind.</param>
/// <param name="Kind">What kind of case, for example <c>full</c>.</param>
/// <param name="Want">What the vectors say.</param>
/// <param name="Got">What came out.</param>
/// <param name="Agrees">True where the two agree as CONTRACTS, section 9.1, has it.</param>
internal sealed record ConformanceCase(string Id, string Kind, string Want, string Got, bool Agrees)
{
    /// <summary>Ids of the rules that failed.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>What a reader must know of the kind, for example that only half is verified; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Ids of the rules that failed in a result.</summary>
    public static ImmutableArray<string> Failed(AttestationResult result) =>
        [.. result.Checks.Where(check => check.Outcome == Outcome.Fail).Select(check => check.Rule.Id)];

    /// <summary>A case that agrees where the two texts are the same.</summary>
    public static ConformanceCase Compare(string id, string kind, string want, string got) => new(id, kind, want, got, want == got);
}
