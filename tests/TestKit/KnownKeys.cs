// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.TestKit;

/// <summary>The keys that a reader of configuration knows, by what it says of one that it does not: in HCL's style it lists those there are.</summary>
public static class KnownKeys
{
    private const string Unknown = "zz_unknown";
    private const string Listed = "is not a known key, want one of ";

    /// <summary>Every key that holds a value, as a JSON document spells it, with the sections before it: <c>log.anchor</c>.</summary>
    /// <param name="read">Reads the whole document.</param>
    public static IReadOnlyList<string> Of(Action<ConfigSection> read) => [.. Below([], read).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Below(string[] path, Action<ConfigSection> read)
    {
        string[]? keys = KeysAt(path, read);
        return keys is null ? [string.Join('.', path.Select(Camel))] : keys.SelectMany(key => Below([.. path, key], read));
    }

    // Null where the path leads to a value.
    private static string[]? KeysAt(string[] path, Action<ConfigSection> read)
    {
        string document = $"{string.Concat(path.Select(key => $"{{\"{key}\":"))}{{\"{Unknown}\":1}}{new string('}', path.Length)}";
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(document), "keys", JsonLimits.Document, out JsonItem? root, out Malformed? malformed), malformed?.ToString());
        List<ConfigProblem> problems = [];
        read(new(root, "", problems, style: ConfigStyle.Hcl));
        string? says = problems.Select(each => each.Reason).FirstOrDefault(reason => reason.StartsWith(Listed, StringComparison.Ordinal));
        return says?[Listed.Length..].Split(", ");
    }

    private static string Camel(string snake)
    {
        string[] words = snake.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
