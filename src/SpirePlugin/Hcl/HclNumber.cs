// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Numbers: decimal, 0x hex, 0 octal, floats.</summary>
internal static class HclNumber
{
    /// <summary>An integer in decimal; a float, and an integer of more than 63 bits, as it stands: digits without quotes may be meant as a string.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? number)
    {
        bool isNegative = text.StartsWith('-');
        string digits = isNegative ? text[1..] : text;
        bool isInteger = IsInteger(digits);
        number = isInteger && TryInteger(digits, out long value) ? (isNegative ? -value : value).ToString(CultureInfo.InvariantCulture)
            : isInteger || IsFloat(digits, isNegative) ? text
            : null;
        return number is not null;
    }

    private static bool IsInteger(string digits) =>
        IsHex(digits) ? digits.Length > 2 && digits.Skip(2).All(char.IsAsciiHexDigit)
        : digits.StartsWith('0') ? digits.All(each => each is >= '0' and <= '7')
        : digits.Length > 0 && digits.All(char.IsAsciiDigit);

    // A sign stands before a digit alone.
    private static bool IsFloat(string digits, bool isNegative) =>
        !(isNegative && digits.StartsWith('.'))
        && digits.IndexOfAny(['.', 'e', 'E']) >= 0
        && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double real)
        && double.IsFinite(real);

    private static bool IsHex(string digits) => digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private static bool TryInteger(string digits, out long value) =>
        IsHex(digits) ? long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0
        : digits[0] == '0' ? TryOctal(digits, out value)
        : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    private static bool TryOctal(string digits, out long value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) + (digit - '0');
        }

        return true;
    }
}
