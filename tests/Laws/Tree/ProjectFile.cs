// SPDX-License-Identifier: Apache-2.0

using System.Xml.Linq;
using Attestation.TestKit;

namespace Attestation.Laws.Tree;

/// <summary>A project file, read as XML: what it declares is what the laws compare.</summary>
internal sealed class ProjectFile
{
    private const string OnlyWithSimulators = "'$(IncludeSimulators)' == 'true'";
    private readonly XDocument xml;

    public ProjectFile(string path, XDocument xml)
    {
        Path = path;
        this.xml = xml;
    }

    /// <summary>Every project under src, by name.</summary>
    public static IReadOnlyList<ProjectFile> OfSources { get; } = Under("src");

    /// <summary>Every test project; TestKit is one too.</summary>
    public static IReadOnlyList<ProjectFile> OfTests { get; } = Under("tests");

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsPure => Property("IsPure") == "true";

    public bool IsExecutable => Property("OutputType") == "Exe";

    public bool AllowsUnsafeBlocks => Property("AllowUnsafeBlocks") is not (null or "false");

    /// <summary>As src/Directory.Build.props has it, where the project does not name it.</summary>
    public string AssemblyName =>
        Property("AssemblyName") ?? (Name == "Attestation" || !Path.StartsWith("src/", StringComparison.Ordinal) ? Name : $"Attestation.{Name}");

    /// <summary>The assembly as built beside the running tests; the project references of Laws have built it.</summary>
    public string BuiltPath
    {
        get
        {
            DirectoryInfo own = new(System.IO.Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            return System.IO.Path.Combine(own.Parent!.Parent!.FullName, Name, own.Name, AssemblyName + ".dll");
        }
    }

    public static ProjectFile Parse(string path, string text) => new(path, XDocument.Parse(text));

    /// <summary>Names of the projects it references.</summary>
    /// <exception cref="InvalidDataException">A condition that this reader cannot evaluate.</exception>
    public IEnumerable<string> References(bool includeSimulators)
    {
        foreach (XElement reference in xml.Descendants("ProjectReference"))
        {
            if (reference.AncestorsAndSelf().Attributes("Condition").All(condition => Holds(condition.Value, includeSimulators)))
            {
                string include = reference.Attribute("Include")?.Value ?? throw new InvalidDataException($"{Path}: a ProjectReference without Include");
                yield return System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/'));
            }
        }
    }

    private static IReadOnlyList<ProjectFile> Under(string folder) =>
    [
        .. TrackedFile.All.Where(file => file.Path.StartsWith(folder + "/", StringComparison.Ordinal) && file.Path.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => Parse(file.Path, file.Text))
            .OrderBy(project => project.Path, StringComparer.Ordinal),
    ];

    private bool Holds(string condition, bool includeSimulators) =>
        condition.Trim() == OnlyWithSimulators
            ? includeSimulators
            : throw new InvalidDataException($"{Path}: condition {condition} on a project reference, want {OnlyWithSimulators} or none");

    private string? Property(string name) => xml.Descendants("PropertyGroup").Elements(name).LastOrDefault()?.Value.Trim();
}
