// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Wire;

/// <summary>Numbers in text that have one form: decimal digits without sign or leading zeros.</summary>
public static class DecimalNumber
{
    /// <summary>The one form of a number that is not negative.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads exactly that form, below 2^63; false on anything else.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && IsCanonical(text);

    /// <summary>True for digits in that form, however many. The framework's readers skip NUL characters behind the digits.</summary>
    public static bool IsCanonical(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0');
}
