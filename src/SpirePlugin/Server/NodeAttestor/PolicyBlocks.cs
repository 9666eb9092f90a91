// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Policies;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>The blocks <c>policy "name" { … }</c>: the keys of a policy file in snake_case, read by the same reader.</summary>
internal static class PolicyBlocks
{
    private const string Key = "policy";
    private const int MaxName = 63;

    /// <summary>The policies in the order of the file; at least one, each name once.</summary>
    /// <param name="section">The plugin's options; problems go to it.</param>
    /// <param name="tees">The TEEs that a policy may name.</param>
    public static ImmutableArray<NamedPolicy> Read(ConfigSection section, IReadOnlyList<ITee> tees)
    {
        ImmutableArray<(string Label, ConfigSection Section)> blocks = section.Labelled(Key);
        if (blocks.IsEmpty)
        {
            section.Report(Key, "is absent, want at least one policy \"name\" { … }");
        }

        HashSet<string> names = [];
        foreach ((string label, _) in blocks.Where(each => !IsName(each.Label) || !names.Add(each.Label)))
        {
            section.Report(Key, $"\"{label}\" stands twice, or is no name: want 1 to {MaxName} of a-z, 0-9, '.' and '-'");
        }

        return [.. blocks.Select(each => new NamedPolicy(each.Label, PolicyFile.ReadBlock(each.Section, each.Label, tees)))];
    }

    // It becomes the value of a selector.
    private static bool IsName(string label) =>
        label.Length is > 0 and <= MaxName && label.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each is '.' or '-');
}
