// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Attestation.Rendering;

/// <summary>Makes text printable: file names and certificates may hold escape sequences that command a terminal.</summary>
public static class SafeText
{
    /// <summary>The text with control, format and unassigned characters as <c>\uXXXX</c>; without UTF-8 all but ASCII too.</summary>
    public static string Of(string text, bool utf8)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        StringBuilder safe = new(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            Append(safe, rune, utf8);
        }

        return safe.ToString();
    }

    private static void Append(StringBuilder safe, Rune rune, bool utf8)
    {
        if (IsPrintable(rune) && (utf8 || rune.IsAscii))
        {
            safe.Append(rune.ToString());
        }
        else if (!utf8 && Plain(rune) is { } plain)
        {
            safe.Append(plain);
        }
        else
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }
    }

    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // The few characters outside ASCII that this program's own lines use.
    private static string? Plain(Rune rune) => rune.Value switch
    {
        '…' => "...",
        '·' => "-",
        '–' => "-",
        '→' => "->",
        _ => null,
    };
}
