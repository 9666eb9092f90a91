// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Escapes of quoted strings: those of Go's string literals, and what SPIRE leaves inside when its own file is JSON: a slash, a surrogate pair.</summary>
internal static class HclEscape
{
    private const string Letters = "abfnrtv\\\"/";
    private const string Values = "\a\b\f\n\r\t\v\\\"/";
    private const int OctalDigits = 3;
    private const int UnitDigits = 4;

    // Of \uHHHH\uHHHH, behind its first backslash.
    private const int PairLength = 11;

    /// <summary>Appends what an escape stands for.</summary>
    /// <param name="text">Behind the backslash.</param>
    /// <param name="value">Receives it.</param>
    /// <returns>Characters that were taken; 0 where there is no such escape.</returns>
    public static int Append(ReadOnlySpan<char> text, StringBuilder value)
    {
        char letter = text.IsEmpty ? '\0' : text[0];
        if (Letters.IndexOf(letter, StringComparison.Ordinal) is var simple and >= 0)
        {
            value.Append(Values[simple]);
            return 1;
        }

        return letter switch
        {
            'x' => Number(text, 2, value),
            'u' => Pair(text, value) is > 0 and int taken ? taken : Number(text, UnitDigits, value),
            'U' => Number(text, 8, value),
            >= '0' and <= '3' => Octal(text, value),
            _ => 0,
        };
    }

    private static int Number(ReadOnlySpan<char> text, int digits, StringBuilder value) =>
        TryHex(text, 1, digits, out uint code) && Rune.IsValid(code) ? Taken(code, value, 1 + digits) : 0;

    private static int Pair(ReadOnlySpan<char> text, StringBuilder value)
    {
        bool isPair = text.Length >= PairLength && text[1 + UnitDigits] == '\\' && text[2 + UnitDigits] == 'u';
        if (!isPair || !TryHex(text, 1, UnitDigits, out uint high) || !TryHex(text, PairLength - UnitDigits, UnitDigits, out uint low)
            || !char.IsSurrogatePair((char)high, (char)low))
        {
            return 0;
        }

        value.Append((char)high).Append((char)low);
        return PairLength;
    }

    private static bool TryHex(ReadOnlySpan<char> text, int from, int digits, out uint code)
    {
        code = 0;
        return text.Length >= from + digits && uint.TryParse(text.Slice(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
    }

    private static int Octal(ReadOnlySpan<char> text, StringBuilder value)
    {
        if (text.Length < OctalDigits || text[..OctalDigits].IndexOfAnyExceptInRange('0', '7') >= 0)
        {
            return 0;
        }

        uint code = (uint)(((text[0] - '0') * 64) + ((text[1] - '0') * 8) + (text[2] - '0'));
        return Taken(code, value, OctalDigits);
    }

    private static int Taken(uint code, StringBuilder value, int taken)
    {
        value.Append(new Rune(code).ToString());
        return taken;
    }
}
