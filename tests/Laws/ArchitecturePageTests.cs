// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

/// <summary>docs/architecture.md shows the rooms that there are, what they may reference, and files that are there.</summary>
public sealed partial class ArchitecturePageTests
{
    private const string Page = "docs/architecture.md";

    private static readonly string[] Lines = TrackedFile.Find(Page)!.Lines;

    [Fact]
    public void Every_room_stands_in_the_tree_once_and_nothing_else_does() =>
        Assert.Equal(ProjectFile.OfSources.Select(Folder).Order(StringComparer.Ordinal), Tree().Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_references_is_that_of_the_law() =>
        Assert.Equal(Expected(), Lines.SkipWhile(line => !line.StartsWith("| project | pure |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')));

    [Fact]
    public void Every_path_that_the_page_names_is_there() =>
        Law.Holds(Lines.SelectMany(line => NamedPath().Matches(line)).Select(match => match.Groups[1].Value).Where(path => !IsThere(path)).Select(path => $"{Page} names {path}"));

    private static string Folder(ProjectFile project) => Path.GetDirectoryName(project.Path)!["src/".Length..];

    private static IEnumerable<string> Tree() =>
        Lines.SkipWhile(line => line != "src/").Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal)).Where(line => line[2] != ' ').Select(line => line.Trim().Split("/ ")[0]);

    private static IEnumerable<string> Expected()
    {
        Dictionary<string, string> folders = ProjectFile.OfSources.ToDictionary(project => project.Name, Folder);
        return ProjectTable.Rows.Where(row => folders.ContainsKey(row.Project)).Select(row => $"| `{folders[row.Project]}` | {(row.IsPure ? "yes" : "no")} | {References(row, folders)} |");
    }

    private static string References(ProjectRow row, Dictionary<string, string> folders) =>
        (Named(row.May, folders) is { Length: > 0 } names ? names : "nothing") + (Named(row.MayWithSimulators, folders) is { Length: > 0 } simulators ? $"; with simulators {simulators}" : "");

    private static string Named(ImmutableArray<string> projects, Dictionary<string, string> folders) =>
        string.Join(", ", projects.Where(folders.ContainsKey).Select(project => $"`{folders[project]}`"));

    // A placeholder or a star stands for several.
    private static bool IsThere(string path) =>
        path.Contains('<', StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal)
        || TrackedFile.All.Any(file => file.Path == path || file.Path.StartsWith(path.TrimEnd('/') + "/", StringComparison.Ordinal));

    [GeneratedRegex("`((?:src|tests|docs|benchmarks|deploy)/[^` ]+)`")]
    private static partial Regex NamedPath();
}
