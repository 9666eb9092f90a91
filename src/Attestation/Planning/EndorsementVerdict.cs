// SPDX-License-Identifier: Apache-2.0

using System.Numerics;

namespace Attestation.Planning;

/// <summary>Whether an Endorsement is authentic, and what decides its dates and its order among others of its name.</summary>
/// <remarks>Depends on bytes and roots alone; the clock comes in with <see cref="At"/>, at each use.</remarks>
public sealed record EndorsementVerdict
{
    /// <summary>How far its dates may lie in the future: clocks differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private EndorsementVerdict(string? wrong) => Wrong = wrong;

    /// <summary>Why it is not authentic; null where it is.</summary>
    public string? Wrong { get; }

    /// <summary>The latest of the dates from which it and its chain are valid.</summary>
    public DateTimeOffset ValidFrom { get; private init; }

    /// <summary>The earliest of the dates until which it and its chain are valid.</summary>
    public DateTimeOffset ValidUntil { get; private init; }

    /// <summary>When it was issued; null for documents that are not issued anew, such as certificates.</summary>
    public DateTimeOffset? Issued { get; init; }

    /// <summary>When its successor is due; null for documents that have none.</summary>
    public DateTimeOffset? NextUpdate { get; init; }

    /// <summary>True where its issuer may publish another under its name while it is still valid, as with everything that has a next update.</summary>
    public bool IsReissued { get => field || NextUpdate is not null; init; }

    /// <summary>The number that grows from issue to issue: tcbEvaluationDataNumber, CRL number; null where there is none.</summary>
    public BigInteger? Number { get; init; }

    /// <summary>It is not authentic.</summary>
    /// <param name="wrong">Why; lower case, no final period.</param>
    public static EndorsementVerdict Refused(string wrong) => new(wrong);

    /// <summary>It is authentic, and valid between two dates.</summary>
    public static EndorsementVerdict Authentic(DateTimeOffset validFrom, DateTimeOffset validUntil) =>
        new(wrong: null) { ValidFrom = validFrom, ValidUntil = validUntil };

    /// <summary>What it is worth at an instant.</summary>
    public EndorsementState At(DateTimeOffset now) =>
        Wrong is not null ? EndorsementState.Refused
        : now > ValidUntil ? EndorsementState.Expired
        : ValidFrom - now > Skew ? EndorsementState.NotYetValid
        : EndorsementState.Valid;

    /// <summary>True where it may take the place of <paramref name="other"/>: neither number nor date goes back.</summary>
    public bool MayReplace(EndorsementVerdict other) => (Number ?? 0) >= (other.Number ?? 0) && !(Issued < other.Issued);
}
