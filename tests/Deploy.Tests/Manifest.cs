// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.TestKit;
using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>Objects of a YAML file below <c>deploy/</c>.</summary>
internal static class Manifest
{
    /// <summary>Every file of API objects; values of Helm charts are none.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "values.yaml")
            .Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal);

    private static string Folder => Path.Combine(Repository.Root, "deploy");

    public static IReadOnlyList<YamlNode> Read(string file)
    {
        YamlStream yaml = [];
        using StreamReader text = new(Path.Combine(Folder, file));
        yaml.Load(text);
        return [.. yaml.Documents.Select(each => each.RootNode)];
    }

    /// <summary>The one object of a kind.</summary>
    public static YamlNode Only(string file, string kind) => Assert.Single(Read(file), each => each.Text("kind") == kind);

    /// <summary>What is at a path of names and indices, or null.</summary>
    public static YamlNode? At(this YamlNode node, string path)
    {
        YamlNode? found = node;
        foreach (string part in path.Split('.'))
        {
            found = found switch
            {
                YamlMappingNode mapping => mapping.Children.TryGetValue(new YamlScalarNode(part), out YamlNode? value) ? value : null,
                YamlSequenceNode list => int.TryParse(part, CultureInfo.InvariantCulture, out int index) && index < list.Children.Count ? list[index] : null,
                _ => null,
            };
        }

        return found;
    }

    public static string? Text(this YamlNode node, string path) => (node.At(path) as YamlScalarNode)?.Value;

    public static int Number(this YamlNode node, string path) => int.Parse(node.Text(path) ?? throw new KeyNotFoundException(path), CultureInfo.InvariantCulture);

    public static IReadOnlyList<YamlNode> List(this YamlNode node, string path) => node.At(path) is YamlSequenceNode list ? [.. list.Children] : [];

    public static IEnumerable<string> Texts(this YamlNode node, string path) => node.List(path).Select(each => ((YamlScalarNode)each).Value!);
}
