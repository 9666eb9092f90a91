// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Configuration;

/// <summary>Blocks that came several times.</summary>
internal static class ConfigBlocks
{
    /// <summary>One object of all: of a key that stands in several, objects and lists are joined, of anything else the last counts.</summary>
    public static JsonItem Merge(JsonItem blocks)
    {
        OrderedDictionary<string, JsonItem> members = new(StringComparer.Ordinal);
        foreach (JsonMember member in blocks.Items.SelectMany(block => block.Members))
        {
            members[member.Name] = members.TryGetValue(member.Name, out JsonItem? before) ? Both(before, member.Value) : member.Value;
        }

        return JsonItem.Object([.. members.Select(each => new JsonMember(each.Key, each.Value))], blocks.Line);
    }

    /// <summary>True for an array of objects alone.</summary>
    public static bool Are(JsonItem item) => item.Kind == JsonKind.Array && item.Items.Length > 0 && item.Items.All(each => each.Kind == JsonKind.Object);

    private static JsonItem Both(JsonItem before, JsonItem value) => (before.Kind, value.Kind) switch
    {
        (JsonKind.Object, JsonKind.Object) => Merge(JsonItem.Array([before, value], before.Line)),
        (JsonKind.Array, JsonKind.Array) => JsonItem.Array([.. before.Items, .. value.Items], before.Line),
        (JsonKind.Array, JsonKind.Object) => JsonItem.Array([.. before.Items, value], before.Line),
        (JsonKind.Object, JsonKind.Array) => JsonItem.Array([before, .. value.Items], before.Line),
        _ => value,
    };
}
