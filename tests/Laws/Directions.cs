// SPDX-License-Identifier: Apache-2.0

using Attestation.Laws.Built;
using Attestation.Laws.Tree;

namespace Attestation.Laws;

/// <summary>Compares projects and their assemblies with the table; each method yields what breaks it.</summary>
internal static class Directions
{
    /// <summary>References that the project file declares against the table, or without the condition that keeps simulators out.</summary>
    public static IEnumerable<string> Declared(ProjectFile project, ProjectRow row)
    {
        foreach (string reference in project.References(includeSimulators: false).Except(row.May))
        {
            yield return $"{project.Name} references {reference}{(row.MayWithSimulators.Contains(reference) ? " without IncludeSimulators" : "")}";
        }

        foreach (string reference in project.References(includeSimulators: true).Except([.. row.May, .. row.MayWithSimulators]))
        {
            yield return $"{project.Name} references {reference} under IncludeSimulators";
        }
    }

    /// <summary>Assemblies of ours that the compiled code uses against the table.</summary>
    public static IEnumerable<string> Compiled(BuiltAssembly assembly, ProjectRow row, IEnumerable<ProjectFile> projects) =>
        projects
            .Where(other => assembly.References.Contains(other.AssemblyName))
            .Select(other => other.Name)
            .Except([.. row.May, .. row.MayWithSimulators])
            .Select(name => $"{assembly.Name} was compiled against {name}");

    /// <summary>Types that use a reference which is not theirs to use.</summary>
    /// <param name="assembly">The compiled project.</param>
    /// <param name="narrow">The reference.</param>
    /// <param name="referenced">Assembly name of the referenced project.</param>
    public static IEnumerable<string> Narrow(BuiltAssembly assembly, NarrowReference narrow, string referenced) =>
        from type in assembly.UsesByType()
        where !narrow.Allows(type.Key)
        from use in type
        where use.Assembly == referenced
        select $"{type.Key} uses {use} of {referenced}";

    /// <summary>Simulators that a project reaches, directly or through others, in a build without them.</summary>
    public static IEnumerable<string> SimulatorsReached(ProjectFile from, IReadOnlyList<ProjectFile> projects)
    {
        HashSet<string> reached = [];
        Stack<ProjectFile> next = new([from]);
        while (next.TryPop(out ProjectFile? project))
        {
            foreach (string name in project.References(includeSimulators: false).Where(reached.Add))
            {
                next.Push(projects.First(each => each.Name == name));
            }
        }

        return reached.Where(name => name.EndsWith(".Simulator", StringComparison.Ordinal)).Select(name => $"{from.Name} reaches {name}");
    }
}
