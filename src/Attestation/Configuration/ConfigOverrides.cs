// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Json;

namespace Attestation.Configuration;

/// <summary>Values that go before those of a file: from flags and from the environment, by the key's path.</summary>
/// <remarks>Paths are compared without case: an environment variable's name has none. Each must be taken by a reader, else it is a problem.</remarks>
public sealed class ConfigOverrides
{
    private readonly Dictionary<string, Given> given = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sets a value, unless an earlier call set the same key: call for what has precedence first.</summary>
    /// <param name="path">The key's path, for example <c>commit.linger</c>.</param>
    /// <param name="text">JSON where it is a number, a boolean, null, a list or an object; any other text is a string as it stands.</param>
    /// <param name="origin">What a person calls it, for example <c>--trust-domain</c>.</param>
    public void Add(string path, string text, string origin) => given.TryAdd(path, new(ItemOf(text), origin));

    internal bool TryTake(string path, [NotNullWhen(true)] out JsonItem? item)
    {
        bool found = given.TryGetValue(path, out Given? value);
        item = value?.Item;
        if (value is not null)
        {
            value.WasTaken = true;
        }

        return found;
    }

    /// <summary>Where the value of a key came from; null where the file is the only one that may have it.</summary>
    internal string? OriginOf(string path) => given.TryGetValue(path, out Given? value) ? value.Origin : null;

    /// <summary>A problem for each value that no reader asked for.</summary>
    public IEnumerable<ConfigProblem> Unknown() =>
        given.Where(pair => !pair.Value.WasTaken).Select(pair => new ConfigProblem(0, pair.Value.Origin, "is not a known key"));

    private static JsonItem ItemOf(string text) =>
        StrictJson.TryParse(Encoding.UTF8.GetBytes(text), "value", JsonLimits.Document, out JsonItem? item, out _)
            ? item
            : new JsonItem(JsonKind.Text, 1, 0) { Text = text };

    private sealed class Given(JsonItem item, string origin)
    {
        public JsonItem Item => item;

        public string Origin => origin;

        public bool WasTaken { get; set; }
    }
}
