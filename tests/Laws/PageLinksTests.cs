// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;
using Attestation.Laws.Tree;
using Attestation.TestKit;

namespace Attestation.Laws;

/// <summary>Links between pages lead to files and headings that are there.</summary>
public sealed partial class PageLinksTests
{
    private static IEnumerable<TrackedFile> Pages => TrackedFile.All.Where(IsPage);

    [Fact]
    public void Every_link_leads_somewhere() => Law.Holds(Pages.SelectMany(page => Broken(page, TrackedFile.All)));

    [Fact]
    public void Every_page_of_docs_is_reached_from_the_readme()
    {
        HashSet<string> reached = ["README.md"];
        for (Queue<string> next = new(reached); next.TryDequeue(out string? at);)
        {
            foreach (string target in Links(TrackedFile.Find(at)!).Select(link => Target(at, link).Path).Where(path => path.EndsWith(".md", StringComparison.Ordinal) && reached.Add(path)))
            {
                next.Enqueue(target);
            }
        }

        Law.Holds(Pages.Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && !reached.Contains(page.Path)).Select(page => $"{page.Path} is not reached from README.md"));
    }

    [Theory]
    [InlineData("[a](b.md)", 0)]
    [InlineData("[a](b.md#two-words-x)", 0)]
    [InlineData("[a](#line-1) <a id=\"line-1\"></a>", 0)]
    [InlineData("[a](#line-2) <a id=\"line-1\"></a>", 1)]
    [InlineData("[a](../b.md)", 1)]
    [InlineData("[a](c.md)", 1)]
    [InlineData("[a](b.md#three)", 1)]
    [InlineData("[a](#here)", 1)]
    [InlineData("[a](https://example.org/c.md), `[a](c.md)`", 0)]
    [InlineData("```text\n[a](c.md)\n```", 0)]
    public void A_link_that_leads_nowhere_is_found(string text, int broken)
    {
        TrackedFile page = TrackedFile.Of("docs/a.md", text);

        Assert.Equal(broken, Broken(page, [page, TrackedFile.Of("docs/b.md", "# B\n## Two words: `x`\n```sh\n# three\n```\n")]).Count());
    }

    private static IEnumerable<string> Broken(TrackedFile page, IReadOnlyList<TrackedFile> all) =>
        from link in Links(page)
        let target = Target(page.Path, link)
        where !Leads(target.Path, target.Heading, all)
        select $"{page.Path} links to {link}";

    // The checkout's symbolic links are no tracked files.
    private static bool Leads(string path, string heading, IReadOnlyList<TrackedFile> all) =>
        all.FirstOrDefault(file => file.Path == path) is { } file
            ? heading.Length == 0 || !IsPage(file) || Headings(file).Contains(heading)
            : heading.Length == 0 && (all.Any(file => file.Path.StartsWith(path + "/", StringComparison.Ordinal)) || new FileInfo(Path.Combine(Repository.Root, path)).LinkTarget is not null);

    private static (string Path, string Heading) Target(string from, string link)
    {
        string[] parts = link.Split('#', 2);
        string path = parts[0].Length == 0 ? from : Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", Path.GetDirectoryName(from)!, parts[0])));
        return (path, parts.Length > 1 ? parts[1] : "");
    }

    private static IEnumerable<string> Links(TrackedFile page) =>
        Link().Matches(Code().Replace(Prose(page), "")).Select(match => match.Groups[1].Value).Where(link => !link.Contains(':', StringComparison.Ordinal));

    // As GitHub names them: lower case, without marks, a dash for each space. A generated page marks its lines by name.
    private static IEnumerable<string> Headings(TrackedFile page) =>
        Prose(page).Split('\n').Where(line => line.StartsWith('#')).Select(line => NoWord().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .Concat(Mark().Matches(Prose(page)).Select(mark => mark.Groups[1].Value));

    private static string Prose(TrackedFile page) => Fenced().Replace(page.Text, "");

    private static bool IsPage(TrackedFile file) => file.Path.EndsWith(".md", StringComparison.Ordinal);

    [GeneratedRegex("<a id=\"([a-z0-9-]+)\"></a>")]
    private static partial Regex Mark();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoWord();
}
