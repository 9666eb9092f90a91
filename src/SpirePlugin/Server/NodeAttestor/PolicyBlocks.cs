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
        foreach ((string label, ConfigSection block) in blocks)
        {
            if (!IsName(label))
            {
                block.Report($"\"{label}\" is no name, want 1 to {MaxName} of a-z, 0-9, '.' and '-', of which the first is a letter or a digit");
            }
            else if (!names.Add(label))
            {
                block.Report($"\"{label}\" stands twice, want each name once");
            }
        }

        return [.. blocks.Select(each => new NamedPolicy(each.Label, PolicyFile.ReadBlock(each.Section, each.Label, tees)))];
    }

    // It becomes the value of a selector.
    private static bool IsName(string label) =>
        label.Length is > 0 and <= MaxName && label[0] is not ('.' or '-')
        && label.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each is '.' or '-');
}
