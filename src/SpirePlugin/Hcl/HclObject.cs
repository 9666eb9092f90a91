// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Json;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>An object while it is read; a key may come again (<see cref="ConfigBlocks"/>).</summary>
internal sealed class HclObject
{
    private readonly OrderedDictionary<string, List<JsonItem>> members = new(StringComparer.Ordinal);

    public void Add(string key, JsonItem value)
    {
        if (!members.TryGetValue(key, out List<JsonItem>? values))
        {
            members.Add(key, values = []);
        }

        values.Add(value);
    }

    public JsonItem ToItem(int line) => JsonItem.Object([.. members.Select(each => new JsonMember(each.Key, ConfigBlocks.Join(each.Value)))], line);
}
