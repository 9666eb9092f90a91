// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Configuration;

/// <summary>Keys that come several times, as HashiCorp's HCL takes them: blocks stand beside each other, lists grow, of anything else the last counts.</summary>
/// <remarks>Each step is linear and goes one level deep: what is inside is joined when it is read. Only its reader knows whether blocks are alternatives or one object.</remarks>
public static class ConfigBlocks
{
    /// <summary>The value of a key.</summary>
    /// <param name="values">What stands under it, in the order of the file; at least one.</param>
    internal static JsonItem Join(IReadOnlyList<JsonItem> values)
    {
        int last = values.Count - 1;
        int from = last;
        while (from > 0 && CanJoin(values[from]) && CanJoin(values[from - 1]))
        {
            from--;
        }

        return from == last ? values[last] : JsonItem.Array([.. values.Skip(from).SelectMany(each => Parts(each))], values[from].Line);
    }

    /// <summary>An object of members, of which some may have one name.</summary>
    /// <param name="members">In the order of the file.</param>
    /// <param name="line">The object's.</param>
    public static JsonItem Object(IEnumerable<JsonMember> members, int line) =>
        JsonItem.Object([.. members.GroupBy(each => each.Name, each => each.Value, StringComparer.Ordinal).Select(each => new JsonMember(each.Key, Join([.. each])))], line);

    /// <summary>One object of all members of an array of objects.</summary>
    internal static JsonItem Merge(JsonItem blocks) => Object(blocks.Items.SelectMany(block => block.Members), blocks.Line);

    /// <summary>True for an array of objects alone.</summary>
    internal static bool Are(JsonItem item) => item.Kind == JsonKind.Array && item.Items.Length > 0 && item.Items.All(each => each.Kind == JsonKind.Object);

    /// <summary>The blocks of a value; anything but an array of objects is the only one.</summary>
    internal static ImmutableArray<JsonItem> Each(JsonItem value) => Are(value) ? value.Items : [value];

    private static bool CanJoin(JsonItem value) => value.Kind is JsonKind.Object or JsonKind.Array;

    private static ImmutableArray<JsonItem> Parts(JsonItem value) => value.Kind == JsonKind.Array ? value.Items : [value];
}
