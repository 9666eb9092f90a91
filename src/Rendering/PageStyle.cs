// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Rendering;

/// <summary>What the reader's screen can show.</summary>
/// <param name="Escapes">Colour and bold: a terminal, and nobody declined.</param>
/// <param name="Utf8">Characters outside ASCII.</param>
public sealed record PageStyle(bool Escapes, bool Utf8)
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Green = "\e[32m";
    private const string Bold = "\e[1m";
    private const string Reset = "\e[0m";

    /// <summary>The style for a stream; NO_COLOR (no-color.org), TERM and the locale decide.</summary>
    /// <param name="variable">The environment variable of a name, or null.</param>
    /// <param name="isTerminal">True where a person looks.</param>
    public static PageStyle Of(Func<string, string?> variable, bool isTerminal) => new(
        isTerminal && variable("NO_COLOR") is (null or "") && variable("TERM") != "dumb",
        IsUtf8(Locale(variable)));

    /// <summary>The mark of an outcome.</summary>
    public string Mark(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Utf8 ? "✓" : "ok",
        Outcome.Warn => Utf8 ? "!" : "!!",
        Outcome.Fail => Utf8 ? "✗" : "no",
        _ => Utf8 ? "–" : "--",
    };

    /// <summary>The mark, coloured where that can be seen.</summary>
    public string Painted(Outcome outcome)
    {
        string colour = outcome switch
        {
            Outcome.Pass => Green,
            Outcome.Warn => Yellow,
            Outcome.Fail => Red,
            _ => "",
        };
        return Escapes && colour.Length > 0 ? colour + Mark(outcome) + Reset : Mark(outcome);
    }

    /// <summary>Text that stands out.</summary>
    public string Strong(string text) => Escapes ? Bold + text + Reset : text;

    private static string Locale(Func<string, string?> variable)
    {
        foreach (string name in (ReadOnlySpan<string>)["LC_ALL", "LC_CTYPE", "LANG"])
        {
            if (variable(name) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return "C";
    }

    private static bool IsUtf8(string locale) =>
        locale.EndsWith("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.EndsWith("utf8", StringComparison.OrdinalIgnoreCase);
}
