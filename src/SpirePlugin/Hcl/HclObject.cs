// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>An object while it is read. A key that comes again: blocks stand beside each other, lists grow, of anything else the last counts.</summary>
internal sealed class HclObject
{
    private readonly OrderedDictionary<string, JsonItem> members = new(StringComparer.Ordinal);

    public void Add(string key, JsonItem value) => members[key] = members.TryGetValue(key, out JsonItem? before) ? Both(before, value) : value;

    public JsonItem ToItem(int line) => JsonItem.Object([.. members.Select(each => new JsonMember(each.Key, each.Value))], line);

    private static JsonItem Both(JsonItem before, JsonItem value) => (before.Kind, value.Kind) switch
    {
        (JsonKind.Object, JsonKind.Object) => JsonItem.Array([before, value], before.Line),
        (JsonKind.Array, JsonKind.Object) => JsonItem.Array([.. before.Items, value], before.Line),
        (JsonKind.Array, JsonKind.Array) => JsonItem.Array([.. before.Items, .. value.Items], before.Line),
        _ => value,
    };
}
