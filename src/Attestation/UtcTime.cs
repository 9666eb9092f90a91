// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation;

/// <summary>RFC 3339 UTC times in whole seconds with Z, the only spelling of a time in documents.</summary>
public static class UtcTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>The time as <c>2026-11-20T08:41:00Z</c>; fractions of a second are cut.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>Reads exactly that form; false on anything else.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
