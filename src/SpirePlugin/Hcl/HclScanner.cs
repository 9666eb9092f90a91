// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Tokens of HCL v1 (hashicorp/hcl 1.0, hcl/scanner). Comments are skipped, CRLF counts as LF.</summary>
internal sealed class HclScanner(string source)
{
    private const char End = '\uffff';

    private readonly string text = source.Replace("\r\n", "\n", StringComparison.Ordinal);
    private int at;
    private int line = 1;

    /// <summary>The next token; the end again and again behind the last.</summary>
    /// <exception cref="HclException">What stands there is none.</exception>
    public HclToken Next()
    {
        SkipBlanks();
        char first = Peek();
        return first switch
        {
            End when at >= text.Length => new(HclTokenKind.End, "", line),
            '=' => Sign(HclTokenKind.Assign),
            ',' => Sign(HclTokenKind.Comma),
            '{' => Sign(HclTokenKind.OpenBrace),
            '}' => Sign(HclTokenKind.CloseBrace),
            '[' => Sign(HclTokenKind.OpenBracket),
            ']' => Sign(HclTokenKind.CloseBracket),
            '"' => Quoted(),
            '<' => Heredoc(),
            '-' or '.' or (>= '0' and <= '9') => Number(),
            _ when first == '_' || Rune.IsLetter(PeekRune()) => Identifier(),
            _ => throw Refuse($"a character that begins nothing: {Shown(PeekRune())}"),
        };
    }

    private char Peek(int ahead = 0) => at + ahead < text.Length ? text[at + ahead] : End;

    // Half of a surrogate pair, and the end, are replacement characters.
    private Rune PeekRune() => at < text.Length && Rune.TryGetRuneAt(text, at, out Rune rune) ? rune : Rune.ReplacementChar;

    private static string Shown(Rune each) =>
        Rune.IsLetterOrDigit(each) || Rune.IsPunctuation(each) || Rune.IsSymbol(each) ? each.ToString() : $"U+{each.Value:X4}";

    private HclToken Sign(HclTokenKind kind)
    {
        at++;
        return new(kind, "", line);
    }

    private void SkipBlanks()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n')
            {
                line += text[at++] == '\n' ? 1 : 0;
            }
            else if (text[at] == '#' || (text[at] == '/' && Peek(1) == '/'))
            {
                at = text.IndexOf('\n', at) is >= 0 and int end ? end : text.Length;
            }
            else if (text[at] == '/' && Peek(1) == '*')
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        int end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            throw Refuse("a comment that does not end");
        }

        line += text.AsSpan(at, end - at).Count('\n');
        at = end + 2;
    }

    private HclToken Identifier()
    {
        int start = at;
        while (PeekRune() is var each && (Rune.IsLetterOrDigit(each) || Peek() is '_' or '-' or '.'))
        {
            at += each.Utf16SequenceLength;
        }

        string name = text[start..at];
        return new(name is "true" or "false" ? HclTokenKind.Boolean : HclTokenKind.Identifier, name, line);
    }

    private HclToken Number()
    {
        int start = at;
        at += Peek() == '-' ? 1 : 0;
        while (char.IsAsciiLetterOrDigit(Peek()) || Peek() == '.' || (Peek() is '+' or '-' && text[at - 1] is 'e' or 'E'))
        {
            at++;
        }

        string read = text[start..at];
        return HclNumber.TryRead(read, out string? number) ? new(HclTokenKind.Number, number, line, read) : throw Refuse($"\"{read}\", which is no number");
    }

    private HclToken Quoted()
    {
        int begins = line;
        StringBuilder value = new();
        at++;
        while (Peek() != '"')
        {
            switch (Peek())
            {
                case End when at >= text.Length:
                    throw new HclException(begins, "got a string that does not end");
                case '\n':
                    throw Refuse("a line end inside a string, want \\n or a heredoc");
                case '$' when Peek(1) == '{':
                    Interpolation(value);
                    break;
                case '\\':
                    at++;
                    at += HclEscape.Append(text.AsSpan(at), value) is > 0 and int taken ? taken : throw Refuse($"an escape \"\\{Shown(PeekRune())}\" that does not exist");
                    break;
                default:
                    value.Append(text[at++]);
                    break;
            }
        }

        at++;
        return new(HclTokenKind.Text, WellFormed(value.ToString()), begins);
    }

    // Kept as it stands, strings and line ends inside it included: nothing is evaluated.
    private void Interpolation(StringBuilder value)
    {
        int start = at;
        int open = 0;
        do
        {
            if (at >= text.Length)
            {
                throw Refuse("an interpolation that does not end");
            }

            open += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            line += text[at] == '\n' ? 1 : 0;
            at++;
        }
        while (open > 0 || text[at - 1] == '$');
        value.Append(text, start, at - start);
    }

    private HclToken Heredoc()
    {
        int begins = line;
        bool isIndented = Peek(2) == '-';
        int nameAt = at + (isIndented ? 3 : 2);
        int nameEnd = text.IndexOf('\n', at);
        string name = Peek(1) == '<' && nameEnd > nameAt ? text[nameAt..nameEnd] : "";
        if (name.Length == 0 || name.Any(each => !char.IsLetterOrDigit(each) && each is not ('_' or '-' or '.')))
        {
            throw Refuse("\"<\" that begins no heredoc, want <<NAME");
        }

        List<string> lines = [];
        at = nameEnd + 1;
        for (line++; ; line++)
        {
            int end = text.IndexOf('\n', at) is >= 0 and int found ? found : text.Length;
            string read = text[at..end];
            at = Math.Min(end + 1, text.Length);
            if (read.TrimStart(' ', '\t') == name)
            {
                // The line end stays for the next token: a heredoc ends its item.
                at = end;
                return new(HclTokenKind.Text, WellFormed(HclHeredoc.Join(lines, isIndented ? read[..^name.Length] : "")), begins);
            }

            if (end == text.Length)
            {
                throw new HclException(begins, $"got a heredoc that does not end, want a line {name}");
            }

            lines.Add(read);
        }
    }

    private string WellFormed(string value) =>
        value.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 || IsWellFormed(value) ? value : throw Refuse("a string with half of a surrogate pair");

    private static bool IsWellFormed(string value)
    {
        for (int i = 0; i < value.Length; i += char.IsSurrogate(value[i]) ? 2 : 1)
        {
            if (char.IsSurrogate(value[i]) && (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1])))
            {
                return false;
            }
        }

        return true;
    }

    private HclException Refuse(string reason) => new(line, string.Create(CultureInfo.InvariantCulture, $"got {reason}"));
}
