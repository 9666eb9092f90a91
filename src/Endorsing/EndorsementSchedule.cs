// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>When a document counts as fresh, and when it is renewed before anybody waits for it.</summary>
internal static class EndorsementSchedule
{
    private static readonly TimeSpan Soonest = TimeSpan.FromHours(1);

    // Renewals of a fleet that started together spread over the last tenth.
    private const double Spread = 0.1;

    /// <summary>Fresh: fetched not long ago and not past its next update. What is never issued anew is fresh as long as it is valid.</summary>
    public static bool IsFresh(JudgedEndorsement judged, EndorsementLimits limits, DateTimeOffset now) =>
        judged.Verdict.At(now) == Planning.EndorsementState.Valid
        && (!judged.Verdict.IsReissued
            || (judged.RetrievedAt is { } retrieved && retrieved - now <= Planning.EndorsementVerdict.Skew && now - retrieved < limits.Fresh));

    /// <summary>When to renew it in the background; null for what is never issued anew.</summary>
    /// <param name="judged">The document.</param>
    /// <param name="limits">How long it is fresh.</param>
    /// <param name="now">Now.</param>
    /// <param name="chance">From 0 to 1.</param>
    public static DateTimeOffset? RenewAt(JudgedEndorsement judged, EndorsementLimits limits, DateTimeOffset now, double chance)
    {
        if (!judged.Verdict.IsReissued)
        {
            return null;
        }

        DateTimeOffset next = judged.Verdict.NextUpdate ?? judged.Verdict.ValidUntil;
        DateTimeOffset retrieved = judged.RetrievedAt is { } known && known <= now ? known : now;
        DateTimeOffset stale = retrieved + (limits.Fresh * (1 - (Spread * chance)));
        DateTimeOffset ahead = next - limits.Ahead - (Soonest * chance);
        ahead = ahead > retrieved + Soonest ? ahead : retrieved + Soonest;
        return stale < ahead ? stale : ahead;
    }
}
