// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Appraisal;

/// <summary>Validity of a document that is issued anew from time to time.</summary>
public static class DocumentDates
{
    /// <summary>Issued by now (give or take the skew), and not past its next update, or past it within what policy tolerates.</summary>
    public static Check Check(
        Rule rule, DateTimeOffset issued, DateTimeOffset nextUpdate, TimeSpan skew, TimeSpan maxStale, DateTimeOffset now)
    {
        if (issued - now <= skew && now <= nextUpdate)
        {
            return Attestation.Check.Pass(rule);
        }

        string window = $"{UtcTime.Of(issued)} to {UtcTime.Of(nextUpdate)}";
        if (issued - now > skew)
        {
            return Attestation.Check.Fail(rule, $"issued in the future: {UtcTime.Of(issued)}, evaluated as of {UtcTime.Of(now)}", UtcTime.Of(now), window);
        }

        TimeSpan stale = now - nextUpdate;
        string because = $"expired {UtcTime.Of(nextUpdate)}, {stale.TotalDays.ToString("0.0", CultureInfo.InvariantCulture)} days before {UtcTime.Of(now)}";
        return stale <= maxStale
            ? Attestation.Check.Warn(rule, because, window) with { ToleratedUntil = Add(nextUpdate, maxStale) }
            : Attestation.Check.Fail(rule, because, UtcTime.Of(now), window);
    }

    // A policy may name a span that no calendar holds.
    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - time ? time + span : DateTimeOffset.MaxValue;
}
