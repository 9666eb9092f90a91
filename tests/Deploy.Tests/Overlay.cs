// SPDX-License-Identifier: Apache-2.0

using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>
/// Renders a folder of <c>deploy/kustomize</c> as <c>kubectl kustomize</c> does, for the features that are used there: resources that are files or
/// folders, and strategic merge patches by file. Anything else is refused, so that no overlay says what is not rendered.
/// </summary>
internal static class Overlay
{
    private static readonly string[] Known = ["apiVersion", "kind", "resources", "patches"];

    /// <summary>Folders that are meant for a cluster.</summary>
    public static readonly string[] Names = ["sev-snp", "simulator", "tdx"];

    /// <summary>The objects that are applied.</summary>
    /// <param name="name">Folder below <c>deploy/kustomize</c>.</param>
    /// <exception cref="NotSupportedException">A key, or a patch, that this does not render.</exception>
    public static IReadOnlyList<YamlNode> Render(string name) => OfFolder(Path.Combine("kustomize", name));

    /// <summary>The DaemonSet among them.</summary>
    public static YamlNode DaemonSet(string name) => Assert.Single(Render(name), each => each.Text("kind") == "DaemonSet");

    private static List<YamlNode> OfFolder(string folder)
    {
        YamlMappingNode settings = (YamlMappingNode)Assert.Single(Manifest.Read(Path.Combine(folder, "kustomization.yaml")));
        Refuse(settings.Children.Keys.Select(key => key.ToString()).Except(Known), folder);
        List<YamlNode> objects = [.. settings.Texts("resources").SelectMany(resource => Resource(Path.Combine(folder, resource)))];
        foreach (YamlMappingNode patch in settings.List("patches").Cast<YamlMappingNode>())
        {
            Refuse(patch.Children.Keys.Select(key => key.ToString()).Except(["path"]), folder);
            Patch(objects, Assert.Single(Manifest.Read(Path.Combine(folder, patch.Text("path")!))));
        }

        return objects;
    }

    private static IReadOnlyList<YamlNode> Resource(string path) =>
        path.EndsWith(".yaml", StringComparison.Ordinal) ? Manifest.Read(path) : OfFolder(Path.GetRelativePath("/", Path.GetFullPath(path, "/")));

    private static void Patch(List<YamlNode> objects, YamlNode patch)
    {
        YamlNode target = Assert.Single(objects, each => Identity(each) == Identity(patch));
        objects[objects.IndexOf(target)] = StrategicMerge.Merge(target, patch);
    }

    private static (string?, string?, string?, string?) Identity(YamlNode each) =>
        (each.Text("apiVersion"), each.Text("kind"), each.Text("metadata.namespace"), each.Text("metadata.name"));

    private static void Refuse(IEnumerable<string> unknown, string folder)
    {
        if (unknown.FirstOrDefault() is { } key)
        {
            throw new NotSupportedException($"{folder}: {key} is not rendered by these tests");
        }
    }
}
