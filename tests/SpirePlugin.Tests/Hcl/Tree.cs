// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.SpirePlugin.Tests.Hcl;

/// <summary>A tree as one line, to compare trees by; strings stand in quotes, unescaped.</summary>
internal static class Tree
{
    public static string Shown(JsonItem item) => item.Kind switch
    {
        JsonKind.Object => $"{{{string.Join(",", item.Members.Select(each => $"{each.Name}:{Shown(each.Value)}"))}}}",
        JsonKind.Array => $"[{string.Join(",", item.Items.Select(Shown))}]",
        JsonKind.Text => $"\"{item.Text}\"",
        _ => item.Text,
    };
}
