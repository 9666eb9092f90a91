// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Witness that a document comes, with its issuer chain, from an accepted root. Nothing else enters a cache or leaves it.</summary>
public sealed class JudgedEndorsement
{
    private JudgedEndorsement(string name, ImmutableArray<Endorsement> pieces, Endorsements needs, EndorsementVerdict verdict)
    {
        Name = name;
        Pieces = pieces;
        Needs = needs;
        Verdict = verdict;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The document, and its issuer chain where it has one; all retrieved at once.</summary>
    public ImmutableArray<Endorsement> Pieces { get; }

    /// <summary>Its dates and its number.</summary>
    public EndorsementVerdict Verdict { get; }

    /// <summary>When it was fetched; null where nobody knows.</summary>
    public DateTimeOffset? RetrievedAt => Pieces[0].RetrievedAt;

    /// <summary>Who gave it.</summary>
    public string Source => Pieces[0].Source;

    /// <summary>What else it was judged by.</summary>
    internal Endorsements Needs { get; }

    /// <summary>Judges pieces of one name.</summary>
    /// <param name="trust">Roots and TEEs.</param>
    /// <param name="name">Their name.</param>
    /// <param name="pieces">At least one.</param>
    /// <param name="needs">What else may be looked at; the pieces go before it.</param>
    /// <param name="judged">The witness, or null where they are not authentic.</param>
    /// <param name="wrong">Why not, or null.</param>
    public static bool TryJudge(
        EndorsementTrust trust,
        string name,
        ImmutableArray<Endorsement> pieces,
        Endorsements needs,
        [NotNullWhen(true)] out JudgedEndorsement? judged,
        [NotNullWhen(false)] out string? wrong)
    {
        EndorsementVerdict verdict = pieces.IsEmpty
            ? EndorsementVerdict.Refused($"no endorsement {name}")
            : trust.Judge(name, new([.. pieces, .. needs.All.Where(each => each.Name != name)]));
        wrong = verdict.Wrong;
        judged = wrong is null ? new(name, pieces, needs, verdict) : null;
        return judged is not null;
    }

    /// <summary>The better of two of one name: it never goes back in number or date.</summary>
    internal static JudgedEndorsement? Newer(JudgedEndorsement? one, JudgedEndorsement? other) =>
        one is null ? other : other is null || one.Verdict.MayReplace(other.Verdict) ? one : other;
}
