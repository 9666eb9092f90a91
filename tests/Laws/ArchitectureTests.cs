// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Attestation.Laws.Built;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

public sealed class ArchitectureTests
{
    private static readonly IReadOnlyList<ProjectFile> Sources = ProjectFile.OfSources;

    [Fact]
    public void Every_project_under_src_has_a_row_in_the_table() =>
        Law.Holds(Sources.Where(project => ProjectTable.Find(project.Name) is null).Select(project => $"{project.Path} has no row"));

    [Fact]
    public void Project_files_reference_only_what_the_table_allows() =>
        Law.Holds(Rows().SelectMany(pair => Directions.Declared(pair.Project, pair.Row)));

    [Fact]
    public void Assemblies_use_only_what_the_table_allows() =>
        Law.Holds(Rows().SelectMany(pair => Directions.Compiled(BuiltAssembly.Of(pair.Project), pair.Row, Sources)));

    [Fact]
    public void Narrow_references_are_used_only_where_they_may_be() =>
        Law.Holds(
            from pair in Rows()
            from narrow in pair.Row.Narrow
            from target in Sources.Where(target => target.Name == narrow.To)
            from use in Directions.Narrow(BuiltAssembly.Of(pair.Project), narrow, target.AssemblyName)
            select use);

    [Fact]
    public void Nothing_but_a_simulator_reaches_a_simulator_when_they_are_left_out() =>
        Law.Holds(Sources
            .Where(project => !project.Name.EndsWith(".Simulator", StringComparison.Ordinal))
            .SelectMany(project => Directions.SimulatorsReached(project, Sources)));

    [Fact]
    public void References_stand_in_project_files_only() =>
        Law.Holds(TrackedFile.All
            .Where(file => file.Name.EndsWith(".props", StringComparison.Ordinal) || file.Name.EndsWith(".targets", StringComparison.Ordinal))
            .Where(file => XDocument.Parse(file.Text).Descendants("ProjectReference").Any())
            .Select(file => $"{file.Path} adds a ProjectReference"));

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        HashSet<string> inSolution = [.. XDocument.Parse(TrackedFile.Find("Attestation.slnx")!.Text).Descendants("Project").Select(each => each.Attribute("Path")!.Value)];
        Law.Holds(TrackedFile.All
            .Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal) && !inSolution.Contains(file.Path))
            .Select(file => $"{file.Path} is not in Attestation.slnx"));
    }

    [Fact]
    public void A_reference_against_the_table_is_found()
    {
        ProjectFile project = ProjectFile.Parse("src/Tees/Tdx/Tdx.csproj", """<Project><ItemGroup><ProjectReference Include="../SevSnp/SevSnp.csproj" /></ItemGroup></Project>""");

        Assert.NotEmpty(Directions.Declared(project, ProjectTable.Find("Tdx")!));
    }

    [Fact]
    public void A_simulator_without_its_condition_is_found_and_one_with_it_is_not()
    {
        const string Simulator = """<ProjectReference Include="../Tees/Tdx.Simulator/Tdx.Simulator.csproj" />""";
        ProjectFile bare = ProjectFile.Parse("src/Cli/Cli.csproj", $"<Project><ItemGroup>{Simulator}</ItemGroup></Project>");
        ProjectFile guarded = ProjectFile.Parse(
            "src/Cli/Cli.csproj", $"<Project><ItemGroup Condition=\"'$(IncludeSimulators)' == 'true'\">{Simulator}</ItemGroup></Project>");
        ProjectRow row = ProjectTable.Find("Cli")!;

        Assert.Equal(["Cli references Tdx.Simulator without IncludeSimulators"], Directions.Declared(bare, row));
        Assert.Empty(Directions.Declared(guarded, row));
    }

    [Fact]
    public void A_simulator_behind_another_project_is_found()
    {
        ProjectFile simulator = ProjectFile.Parse("src/Tees/Tdx.Simulator/Tdx.Simulator.csproj", "<Project />");
        ProjectFile library = Referencing("Endorsing", "Tdx.Simulator");
        ProjectFile program = Referencing("Cli", "Endorsing");

        Assert.Equal(["Cli reaches Tdx.Simulator"], Directions.SimulatorsReached(program, [simulator, library, program]));
    }

    [Fact]
    public void A_condition_that_cannot_be_evaluated_is_refused()
    {
        ProjectFile project = ProjectFile.Parse(
            "src/Cli/Cli.csproj", """<Project><ItemGroup Condition="'$(CI)' == ''"><ProjectReference Include="A.csproj" /></ItemGroup></Project>""");

        Assert.Throws<InvalidDataException>(() => project.References(includeSimulators: false).Count());
    }

    [Fact]
    public void A_use_against_the_table_is_found_in_the_compiled_code()
    {
        BuiltAssembly catalog = BuiltAssembly.Of(Sources.Single(project => project.Name == "Catalog"));

        Assert.Equal(["Attestation.Catalog was compiled against Attestation"], Directions.Compiled(catalog, new("Catalog", true, []), Sources.Where(project => project.Name == "Attestation")));
    }

    [Fact]
    public void A_use_from_a_type_that_may_not_is_found_in_its_instructions()
    {
        BuiltAssembly catalog = BuiltAssembly.Of(Sources.Single(project => project.Name == "Catalog"));

        string[] all = [.. Directions.Narrow(catalog, new("Attestation", []), "Attestation")];
        string[] withoutVerifier = [.. Directions.Narrow(catalog, new("Attestation", ["Attestation.Catalog.EvidenceVerifier"]), "Attestation")];

        Assert.Contains("Attestation.Catalog.EvidenceVerifier uses Attestation.Appraisal.AppraisalRun..ctor of Attestation", all);
        Assert.NotEmpty(withoutVerifier);
        Assert.DoesNotContain(withoutVerifier, use => use.StartsWith("Attestation.Catalog.EvidenceVerifier ", StringComparison.Ordinal));
    }

    private static ProjectFile Referencing(string name, string to) =>
        ProjectFile.Parse($"src/{name}/{name}.csproj", $"""<Project><ItemGroup><ProjectReference Include="../{to}.csproj" /></ItemGroup></Project>""");

    private static IEnumerable<(ProjectFile Project, ProjectRow Row)> Rows() =>
        from project in Sources
        let row = ProjectTable.Find(project.Name)
        where row is not null
        select (project, row);
}
