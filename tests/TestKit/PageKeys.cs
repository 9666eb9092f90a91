// SPDX-License-Identifier: Apache-2.0

using System.Text.RegularExpressions;

namespace Attestation.TestKit;

/// <summary>Keys in the first column of a page's table: <c>`log.anchor`</c>; <c>`commit.maxLeaves`, `.maxBytes`</c>; <c>`sockets.agent`, `.log` `{owner, mode}`</c>, which is each with each.</summary>
public static partial class PageKeys
{
    /// <summary>Keys of the first table with this header.</summary>
    /// <param name="page">The page, from the repository's root.</param>
    /// <param name="header">How the header begins.</param>
    public static IReadOnlyList<string> Of(string page, string header) =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, page))
            .SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .SelectMany(row => InCell(row.Split('|')[1])).Order(StringComparer.Ordinal),
    ];

    /// <summary>Keys of one cell.</summary>
    public static IReadOnlyList<string> InCell(string cell)
    {
        List<string> keys = [];
        foreach (string token in Quoted().Matches(cell).Select(match => match.Groups[1].Value))
        {
            if (token.TrimStart('[').StartsWith('{'))
            {
                string[] parts = token.Trim('[', ']', '{', '}').Split(", ");
                keys = [.. keys.SelectMany(key => parts.Select(part => $"{key}.{part}"))];
            }
            else
            {
                keys.Add(token.StartsWith('.') ? keys[^1][..keys[^1].LastIndexOf('.')] + token : token);
            }
        }

        return keys;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
