// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Escapes of quoted strings: those of Go's string literals.</summary>
internal static class HclEscape
{
    private const int OctalDigits = 3;

    /// <summary>Appends what an escape stands for.</summary>
    /// <param name="text">Behind the backslash.</param>
    /// <param name="value">Receives it.</param>
    /// <returns>Characters that were taken; 0 where there is no such escape.</returns>
    public static int Append(ReadOnlySpan<char> text, StringBuilder value)
    {
        char letter = text.IsEmpty ? '\0' : text[0];
        if ("abfnrtv\\\"".IndexOf(letter, StringComparison.Ordinal) is var simple and >= 0)
        {
            value.Append("\a\b\f\n\r\t\v\\\""[simple]);
            return 1;
        }

        return letter switch
        {
            'x' => Number(text, 1, 2, NumberStyles.AllowHexSpecifier, value),
            'u' => Number(text, 1, 4, NumberStyles.AllowHexSpecifier, value),
            'U' => Number(text, 1, 8, NumberStyles.AllowHexSpecifier, value),
            >= '0' and <= '3' => Octal(text, value),
            _ => 0,
        };
    }

    private static int Number(ReadOnlySpan<char> text, int from, int digits, NumberStyles style, StringBuilder value) =>
        text.Length >= from + digits && uint.TryParse(text.Slice(from, digits), style, CultureInfo.InvariantCulture, out uint code) && Rune.IsValid(code)
            ? Taken(code, value, from + digits)
            : 0;

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
