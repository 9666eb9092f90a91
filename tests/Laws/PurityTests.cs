// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Attestation.Laws.Built;
using Attestation.Laws.Tree;
using Attestation.TestKit;

namespace Attestation.Laws;

public sealed class PurityTests
{
    private const string BanFile = "src/BannedSymbols.Pure.txt";
    private const string Environment = "System.Environment";
    private const string ThreadNumber = "get_CurrentManagedThreadId";

    private static readonly IReadOnlyList<Ban> Bans = Ban.Parse(TrackedFile.Find(BanFile)!.Lines);
    private static readonly IReadOnlyList<ProjectFile> Pure = [.. ProjectFile.OfSources.Where(project => project.IsPure)];

    [Fact]
    public void The_projects_that_the_table_calls_pure_say_so() =>
        Law.Holds(ProjectFile.OfSources
            .Where(project => ProjectTable.Find(project.Name) is { } row && row.IsPure != project.IsPure)
            .Select(project => $"{project.Path} has IsPure {project.IsPure}, want {!project.IsPure}"));

    [Fact]
    public void A_pure_assembly_mentions_nothing_that_is_banned() =>
        Law.Holds(Pure.SelectMany(project => Broken(BuiltAssembly.Of(project), Bans)));

    [Fact]
    public void The_analyzer_reads_the_list_in_every_pure_project()
    {
        XElement[] files = [.. Targets().Descendants("AdditionalFiles").Where(file => file.Attribute("Include")?.Value == "$(MSBuildThisFileDirectory)BannedSymbols.Pure.txt")];

        XElement list = Assert.Single(files);
        Assert.Equal("'$(IsPure)' == 'true'", Assert.Single(list.AncestorsAndSelf().Attributes("Condition")).Value);
        Assert.Contains(
            XDocument.Parse(TrackedFile.Find("src/Directory.Build.props")!.Text).Descendants("PackageReference"),
            package => package.Attribute("Include")?.Value == "Microsoft.CodeAnalysis.BannedApiAnalyzers" && !package.AncestorsAndSelf().Attributes("Condition").Any());
        Assert.Contains("dotnet_diagnostic.RS0030.severity = error", TrackedFile.Find(".editorconfig")!.Lines);
    }

    [Fact]
    public void No_folder_below_src_has_build_files_of_its_own() =>
        Law.Holds(TrackedFile.All
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.Count('/') > 1)
            .Where(file => file.Name is "Directory.Build.props" or "Directory.Build.targets" or ".editorconfig" or ".globalconfig")
            .Select(file => $"{file.Path} would shadow the house's"));

    [Fact]
    public void Nobody_under_src_silences_the_analyzer() =>
        Law.Holds(TrackedFile.All
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.IsText && file.Text.Contains("RS0030", StringComparison.Ordinal))
            .Select(file => $"{file.Path} names RS0030"));

    [Fact]
    public void A_banned_type_is_found_in_an_assembly_that_uses_it() =>
        Assert.Contains(
            "TestKit mentions System.IO.File: pure projects take bytes",
            Broken(BuiltAssembly.Open(typeof(Repository).Assembly.Location), Bans));

    [Fact]
    public void A_banned_type_is_found_even_where_only_a_field_declares_it() =>
        Assert.Contains(
            Broken(BuiltAssembly.Open(typeof(PurityTests).Assembly.Location), Ban.Parse(["T:System.Threading.Barrier;for this test"])),
            found => found.Contains("System.Threading.Barrier", StringComparison.Ordinal));

    [Fact]
    public void The_environment_is_found_where_more_is_asked_of_it_than_the_threads_number() =>
        Assert.Contains(
            "TestKit mentions System.Environment: pure projects read no environment",
            Broken(BuiltAssembly.Open(typeof(Repository).Assembly.Location), Bans));

    [Theory]
    [InlineData("T:System.IO.File;x", "System.IO.File", "ReadAllBytes", true)]
    [InlineData("T:System.IO.File;x", "System.IO.FileMode", null, false)]
    [InlineData("N:System.Net.Http;x", "System.Net.Http.HttpClient", null, true)]
    [InlineData("N:System.Net.Http;x", "System.Net.HttpStatusCode", null, false)]
    [InlineData("P:System.DateTime.Now;x", "System.DateTime", "get_Now", true)]
    [InlineData("P:System.DateTime.Now;x", "System.DateTime", "get_Ticks", false)]
    [InlineData("M:System.Guid.NewGuid;x", "System.Guid", "NewGuid", true)]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int32);x", "System.Threading.Thread", "Sleep", true)]
    [InlineData("M:System.Guid.NewGuid;x", "System.Guid", null, false)]
    public void A_ban_covers_what_it_names(string ban, string type, string? member, bool covered) =>
        Assert.Equal(covered, Ban.Parse([ban])[0].Covers(new("System.Runtime", type, member)));

    private static IEnumerable<string> Broken(BuiltAssembly assembly, IReadOnlyList<Ban> bans) =>
        from use in Written(assembly)
        from ban in bans
        where ban.Covers(use)
        select $"{assembly.Name} mentions {(ban.Symbol[0] is 'T' or 'N' ? use.Type : use.ToString())}: {ban.Because}";

    // Iterators ask for the thread's number in code that the compiler writes; nobody else may name the type.
    private static IEnumerable<TypeUse> Written(BuiltAssembly assembly)
    {
        TypeUse[] mentions = [.. assembly.Mentions];
        bool isIteratorsAlone = mentions.Where(use => use is { Type: Environment, Member: not null }).All(use => use.Member == ThreadNumber);
        return mentions.Where(use => use.Type != Environment || !isIteratorsAlone);
    }

    private static XDocument Targets() => XDocument.Parse(TrackedFile.Find("src/Directory.Build.targets")!.Text);

#pragma warning disable CS0169, IDE0044 // Declared and never used: the analyzer does not see it, the scan must.
    private sealed class Declaring
    {
        private Barrier? field;
    }
#pragma warning restore CS0169, IDE0044
}
