// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Numbers: decimal, 0x hex, 0 octal, floats.</summary>
internal static class HclNumber
{
    /// <summary>An integer in decimal, a float as it stands.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out string? number)
    {
        number = null;
        bool isNegative = text.StartsWith('-');
        string digits = isNegative ? text[1..] : text;
        if (digits.Length == 0)
        {
            return false;
        }

        if (TryInteger(digits, out long value))
        {
            number = (isNegative ? -value : value).ToString(CultureInfo.InvariantCulture);
        }
        else if (digits.IndexOfAny(['.', 'e', 'E']) >= 0 && !digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real))
        {
            number = text;
        }

        return number is not null;
    }

    private static bool TryInteger(string digits, out long value)
    {
        value = 0;
        return digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && value >= 0
            : digits.Length > 1 && digits[0] == '0' && digits.All(char.IsAsciiDigit) ? TryOctal(digits, out value)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryOctal(string digits, out long value)
    {
        value = 0;
        foreach (char digit in digits)
        {
            if (digit > '7' || value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) + (digit - '0');
        }

        return true;
    }
}
