// SPDX-License-Identifier: Apache-2.0

using YamlDotNet.RepresentationModel;

namespace Attestation.Deploy.Tests;

/// <summary>
/// Kubernetes' strategic merge of a patch into an object: mappings merge, lists of keyed items merge by their key, other lists are replaced, and
/// <c>$patch: delete</c> takes an item away.
/// </summary>
/// <remarks>Merge keys are those of the API's types (<c>patchMergeKey</c> in k8s.io/api), as far as a DaemonSet has them.</remarks>
internal static class StrategicMerge
{
    private const string Directive = "$patch";
    private const string Delete = "delete";

    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name", ["env"] = "name", ["initContainers"] = "name", ["volumes"] = "name", ["volumeMounts"] = "mountPath",
    };

    /// <summary>Another object; neither argument is changed.</summary>
    /// <exception cref="NotSupportedException">A directive other than deletion of a keyed item.</exception>
    public static YamlNode Merge(YamlNode target, YamlNode patch) => Merge(target, patch, list: "");

    private static YamlNode Merge(YamlNode target, YamlNode patch, string list) => (target, patch) switch
    {
        (YamlMappingNode old, YamlMappingNode change) => Mapping(old, change),
        (YamlSequenceNode old, YamlSequenceNode change) when Keys.TryGetValue(list, out string? key) => Items(old, change, key),
        _ => patch,
    };

    private static YamlMappingNode Mapping(YamlMappingNode old, YamlMappingNode change)
    {
        YamlMappingNode merged = new(old.Children);
        foreach ((YamlNode name, YamlNode value) in change.Children)
        {
            _ = name.ToString() == Directive ? throw new NotSupportedException($"{Directive} outside of a keyed list") : true;
            merged.Children[name] = merged.Children.TryGetValue(name, out YamlNode? before) ? Merge(before, value, name.ToString()) : value;
        }

        return merged;
    }

    private static YamlSequenceNode Items(YamlSequenceNode old, YamlSequenceNode change, string key)
    {
        List<YamlNode> merged = [.. old.Children];
        foreach (YamlNode item in change.Children)
        {
            int at = merged.FindIndex(each => each.Text(key) == item.Text(key));
            if (item.Text(Directive) is { } directive)
            {
                Assert.True(directive == Delete && at >= 0, $"{Directive} {directive} of {item.Text(key)}");
                merged.RemoveAt(at);
            }
            else if (at >= 0)
            {
                merged[at] = Merge(merged[at], item);
            }
            else
            {
                merged.Add(item);
            }
        }

        return new(merged);
    }
}
