// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Attestation.EndToEnd.Pages;

/// <summary>A command as a page shows it, with the output below it.</summary>
/// <param name="Where">Page and line of its block.</param>
/// <param name="Text">What is typed; over several lines where each but the last ends in a backslash.</param>
/// <param name="Output">
/// Lines that must come, in this order; the first must be the first. <c>…</c> within a line is any text, as a line of its own any lines. None: whatever it prints.
/// </param>
internal sealed record ShownCommand(string Where, string Text, string[] Output)
{
    private const string Prompt = "$ ";
    private const string Any = "…";

    /// <summary>True where the page shows which code the command before it ended with.</summary>
    public bool AsksForTheCode => Text == "echo $?";

    /// <summary>The commands of a block.</summary>
    public static IEnumerable<ShownCommand> Of(PageBlock block)
    {
        for (int at = 0; at < block.Lines.Length;)
        {
            int length = 1 + block.Lines.Skip(at).TakeWhile(each => each.EndsWith('\\')).Count();
            string[] output = [.. block.Lines.Skip(at + length).TakeWhile(each => !each.StartsWith(Prompt, StringComparison.Ordinal))];
            yield return new($"{block}", string.Join('\n', block.Lines[at..(at + length)])[Prompt.Length..], output);
            at += length + output.Length;
        }
    }

    /// <summary>What the page promises and the run did not keep; null for nothing.</summary>
    /// <param name="said">What the command printed.</param>
    public string? Broken(string said)
    {
        string[] lines = said.TrimEnd('\n').Split('\n');
        int next = 0;
        bool isFree = false;
        foreach (string shown in Output)
        {
            if (shown == Any)
            {
                isFree = true;
                continue;
            }

            int found = Array.FindIndex(lines, next, each => Fits(shown, each));
            if (found < 0 || (found > 0 && next == 0 && !isFree))
            {
                return $"{Where}: `{Text}` does not print \"{shown}\" where the page does, but:\n{said}";
            }

            next = found + 1;
        }

        return null;
    }

    private static bool Fits(string shown, string line) =>
        Regex.IsMatch(line, $"^{string.Join(".*", shown.Split(Any).Select(Regex.Escape))}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
