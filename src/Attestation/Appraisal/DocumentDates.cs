// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Appraisal;

/// <summary>Validity of a document that is issued anew from time to time.</summary>
public static class DocumentDates
{
    /// <summary>Issued by now (give or take the skew), and not past its next update, or past it within what policy tolerates.</summary>
    /// <param name="rule">The rule that this decides.</param>
    /// <param name="document">What people call the document.</param>
    /// <param name="issued">Its issue date.</param>
    /// <param name="nextUpdate">The instant after which there is a newer one.</param>
    /// <param name="skew">How far <paramref name="issued"/> may lie in the future.</param>
    /// <param name="maxStale">How far behind <paramref name="nextUpdate"/> policy tolerates it.</param>
    /// <param name="now">The verification instant.</param>
    public static Check Check(
        Rule rule, string document, DateTimeOffset issued, DateTimeOffset nextUpdate, TimeSpan skew, TimeSpan maxStale, DateTimeOffset now)
    {
        if (issued - now <= skew && now <= nextUpdate)
        {
            return Attestation.Check.Pass(rule);
        }

        string window = $"{UtcTime.Of(issued)} to {UtcTime.Of(nextUpdate)}";
        if (issued - now > skew)
        {
            return Attestation.Check.Fail(rule, $"{document} is issued in the future: {UtcTime.Of(issued)}, evaluated as of {UtcTime.Of(now)}", UtcTime.Of(now), window);
        }

        string age = (now - nextUpdate).TotalDays.ToString("0.0", CultureInfo.InvariantCulture);
        string because = $"{document} expired {UtcTime.Of(nextUpdate)}, {age} days before {UtcTime.Of(now)}";
        return now - nextUpdate <= maxStale
            ? Attestation.Check.Warn(rule, because, window) with { ToleratedUntil = Add(nextUpdate, maxStale) }
            : Attestation.Check.Fail(rule, because, UtcTime.Of(now), window);
    }

    // A policy may name a span that no calendar holds.
    private static DateTimeOffset Add(DateTimeOffset time, TimeSpan span) =>
        span < DateTimeOffset.MaxValue - time ? time + span : DateTimeOffset.MaxValue;
}
