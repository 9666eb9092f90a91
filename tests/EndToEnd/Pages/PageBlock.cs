// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.EndToEnd.Pages;

/// <summary>A fenced block of a page. Commands stand in blocks <c>console</c>: they are run, unless the fence says <c>norun: reason</c>.</summary>
/// <param name="Page">The page, from the repository's root.</param>
/// <param name="Line">Of the fence, from 1.</param>
/// <param name="Language">The fence's first word.</param>
/// <param name="Word">What else stands on the fence.</param>
/// <param name="Lines">What is inside.</param>
internal sealed record PageBlock(string Page, int Line, string Language, string Word, string[] Lines)
{
    private const string Fence = "```";
    private const string Console = "console";
    private const string NotRun = "norun: ";
    private const string Prompt = "$ ";
    private const int WordsOfAReason = 3;

    private static readonly string[] Shells = ["bash", "shell", "sh", "zsh"];

    /// <summary>Pages that people read with a terminal beside them.</summary>
    public static IReadOnlyList<string> Pages { get; } = [.. Markdown("", SearchOption.TopDirectoryOnly), .. Markdown("docs", SearchOption.AllDirectories), .. Markdown("src", SearchOption.AllDirectories)];

    /// <summary>True where a test runs it.</summary>
    public bool IsRun => Language == Console && Word.Length == 0;

    /// <summary>The commands with what is shown of their output.</summary>
    public IEnumerable<ShownCommand> Commands => ShownCommand.Of(this);

    /// <summary>What is wrong with the block's form; null for nothing.</summary>
    public string? Problem =>
        Shells.Contains(Language) ? "commands stand in a block `console`, each behind \"$ \""
        : Language != Console ? Lines.Any(each => each.StartsWith(Prompt, StringComparison.Ordinal)) ? "commands stand in a block `console`" : null
        : Word.Length > 0 && !(Word.StartsWith(NotRun, StringComparison.Ordinal) && Word.Split(' ').Length > WordsOfAReason) ? "want nothing behind `console`, or `norun: ` and a reason"
        : Lines.Length == 0 || !Lines[0].StartsWith(Prompt, StringComparison.Ordinal) ? "begins with no command"
        : null;

    /// <summary>Blocks of a page of the repository.</summary>
    public static IEnumerable<PageBlock> Of(string page) => Read(page, File.ReadAllLines(Path.Combine(Repository.Root, page)));

    /// <summary>Blocks of a page's lines.</summary>
    public static IEnumerable<PageBlock> Read(string page, string[] lines)
    {
        for (int at = 0; at < lines.Length; at++)
        {
            if (lines[at].StartsWith(Fence, StringComparison.Ordinal))
            {
                string[] words = lines[at][Fence.Length..].Split(' ', 2);
                string[] inside = [.. lines.Skip(at + 1).TakeWhile(each => each != Fence)];
                yield return new(page, at + 1, words[0], words.Length > 1 ? words[1] : "", inside);
                at += inside.Length + 1;
            }
        }
    }

    public override string ToString() => $"{Page}:{Line}";

    private static IEnumerable<string> Markdown(string folder, SearchOption depth) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", depth).Select(each => Path.GetRelativePath(Repository.Root, each)).Order(StringComparer.Ordinal);
}
