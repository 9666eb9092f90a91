// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.SpirePlugin.Hcl;

/// <summary>Text of a heredoc: every line with its line end; the indent of the last line is taken off if every line has it.</summary>
internal static class HclHeredoc
{
    public static string Join(IReadOnlyList<string> lines, string indent)
    {
        int cut = indent.Length > 0 && lines.All(each => each.StartsWith(indent, StringComparison.Ordinal)) ? indent.Length : 0;
        StringBuilder text = new();
        foreach (string each in lines)
        {
            text.Append(each.AsSpan(cut)).Append('\n');
        }

        return text.ToString();
    }
}
