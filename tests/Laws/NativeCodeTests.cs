// SPDX-License-Identifier: Apache-2.0

using Attestation.Laws.Built;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

public sealed class NativeCodeTests
{
    private const string Room = "Native";

    [Fact]
    public void Unsafe_blocks_are_allowed_in_the_native_room_alone() =>
        Law.Holds(ProjectFile.OfSources
            .Where(project => project.AllowsUnsafeBlocks && project.Name != Room)
            .Select(project => $"{project.Path} allows unsafe blocks"));

    [Fact]
    public void Nothing_outside_the_native_room_imports_native_code() =>
        Law.Holds(
            from project in ProjectFile.OfSources
            where project.Name != Room
            from method in BuiltAssembly.Of(project).NativeImports
            select $"{project.Name} imports {method}");

    [Fact]
    public void A_native_import_is_found_where_there_is_one() =>
        Assert.NotEmpty(BuiltAssembly.Open(typeof(object).Assembly.Location).NativeImports);

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public void Unsafe_blocks_are_seen_in_a_project_file(string value, bool seen) =>
        Assert.Equal(seen, ProjectFile.Parse("src/X/X.csproj", $"<Project><PropertyGroup><AllowUnsafeBlocks>{value}</AllowUnsafeBlocks></PropertyGroup></Project>").AllowsUnsafeBlocks);
}
