// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Attestation.Laws.Built;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

public sealed class TestSourceTests
{
    private static readonly IReadOnlyList<Ban> Sleeps = Ban.Parse(
    [
        "M:System.Threading.Thread.Sleep;tests do not sleep",
        "M:System.Threading.Thread.SpinWait;tests do not sleep",
        "M:System.Threading.Tasks.Task.Delay;tests do not sleep",
    ]);

    private static readonly string[] MockingLibraries =
        ["Moq", "NSubstitute", "FakeItEasy", "JustMock", "Telerik.JustMock", "RhinoMocks", "NMock", "Rocks", "LightMock", "Imposter", "AutoMoq"];

    [Fact]
    public void No_test_sleeps() => Law.Holds(ProjectFile.OfTests.SelectMany(project => Sleeping(BuiltAssembly.Of(project), Sleeps)));

    [Fact]
    public void No_package_makes_mocks() => Law.Holds(Mocking(TrackedFile.Find("Directory.Packages.props")!.Text));

    [Fact]
    public void A_call_is_found_in_the_assembly_that_makes_it() =>
        Assert.NotEmpty(Sleeping(BuiltAssembly.Open(typeof(TestSourceTests).Assembly.Location), Ban.Parse(["M:System.Threading.Tasks.Parallel.For;for this test"])));

    [Theory]
    [InlineData("Moq", 1)]
    [InlineData("NSubstitute.Analyzers.CSharp", 1)]
    [InlineData("CsCheck", 0)]
    public void A_mocking_library_is_found(string package, int violations) =>
        Assert.Equal(violations, Mocking($"""<Project><ItemGroup><PackageVersion Include="{package}" Version="[1.0.0]" /></ItemGroup></Project>""").Count());

    private static IEnumerable<string> Sleeping(BuiltAssembly assembly, IReadOnlyList<Ban> bans) =>
        from use in assembly.Mentions
        where bans.Any(ban => ban.Covers(use))
        select $"{assembly.Name} calls {use}";

    private static IEnumerable<string> Mocking(string packages) =>
        from package in XDocument.Parse(packages).Descendants("PackageVersion")
        let name = package.Attribute("Include")!.Value
        where MockingLibraries.Any(library => name == library || name.StartsWith(library + ".", StringComparison.OrdinalIgnoreCase))
        select $"{name} makes mocks";
}
