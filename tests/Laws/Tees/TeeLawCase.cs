// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;

namespace Attestation.Laws.Tees;

/// <summary>Genuine Evidence that passes, from which the laws make everything that must not.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Cold">Makes a TEE that keeps nothing.</param>
/// <param name="Keeping">Makes a TEE with an empty cache.</param>
/// <param name="Evidence">The Evidence; the laws change its first part.</param>
/// <param name="Endorsements">Exactly those that the appraisal uses.</param>
/// <param name="Policy">A policy under which the Evidence passes or warns.</param>
/// <param name="Now">An instant at which it does.</param>
internal sealed record TeeLawCase(
    string Name,
    Func<ITee> Cold,
    Func<ITee> Keeping,
    Evidence Evidence,
    Endorsements Endorsements,
    AppraisalPolicy Policy,
    DateTimeOffset Now)
{
    private const int LeastColdStride = 15;

    private readonly int stride = 1;

    private static bool IsLong => Environment.GetEnvironmentVariable("ATTESTATION_LONG") == "1";

    /// <summary>The latest of all notBefore, issueDate and thisUpdate that the appraisal looks at.</summary>
    public required DateTimeOffset LatestStart { get; init; }

    /// <summary>The earliest of all notAfter and nextUpdate that it looks at.</summary>
    public required DateTimeOffset EarliestEnd { get; init; }

    /// <summary>Bytes of the first part that belong to the Evidence; padding that the format allows comes after them.</summary>
    public int DeclaredLength { get; init; } = Evidence.Parts[0].Bytes.Length;

    /// <summary>Every so many bits of the first part are flipped, each alone; every one under ATTESTATION_LONG=1.</summary>
    public int Stride { get => IsLong ? 1 : stride; init => stride = value; }

    /// <summary>
    /// Every so many bits of the first part are judged by a TEE that keeps nothing, too; all by one that has passed the genuine case. No
    /// multiple of eight, so that every position in a byte has its turn.
    /// </summary>
    public int ColdStride => IsLong ? stride : Math.Max(stride, LeastColdStride);

    /// <summary>Every so many bits of each Endorsement are flipped, each alone.</summary>
    public int EndorsementStride { get; init; } = 1;

    /// <summary>Instants just inside all validities, at which the Evidence still passes.</summary>
    public ImmutableArray<DateTimeOffset> JustInside => [LatestStart.AddSeconds(1), EarliestEnd.AddSeconds(-1)];

    /// <summary>Instants outside one validity or more, beyond what the policy tolerates.</summary>
    public ImmutableArray<DateTimeOffset> Outside =>
    [
        DateTimeOffset.UnixEpoch,
        LatestStart.AddYears(-1),
        LatestStart - Policy.ClockSkew - TimeSpan.FromSeconds(1),
        EarliestEnd + Tolerated + TimeSpan.FromSeconds(1),
        EarliestEnd + Tolerated + TimeSpan.FromDays(36_500),
        DateTimeOffset.MaxValue,
        DateTimeOffset.MinValue,
    ];

    private TimeSpan Tolerated => Policy.MaxStaleCrl > Policy.MaxStaleTcbInfo ? Policy.MaxStaleCrl : Policy.MaxStaleTcbInfo;

    public override string ToString() => Name;
}
