// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.TransparencyLog;

/// <summary>Sizes and indices in text: decimal digits without sign or leading zeros, below 2^63.</summary>
internal static class DecimalNumber
{
    /// <summary>The one form of a number that is not negative.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads exactly that form; false on anything else.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && IsCanonical(text);

    // The framework skips NUL characters behind the digits.
    private static bool IsCanonical(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0');
}
