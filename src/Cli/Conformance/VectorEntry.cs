// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Json;

namespace Attestation.Cli.Conformance;

/// <summary>One object of a case file.</summary>
/// <param name="folder">The folder that its paths are relative to.</param>
/// <param name="item">The object.</param>
internal sealed class VectorEntry(VectorFolder folder, JsonItem item)
{
    public VectorFolder Folder => folder;

    /// <summary>The objects of a case file, which is one list.</summary>
    public static IEnumerable<VectorEntry> All(VectorFolder folder, JsonItem root) =>
        root.Items.Select(each => new VectorEntry(folder, each));

    /// <summary>A string or number as text, or null where it is absent or null.</summary>
    public string? Optional(string name) => item.TryGet(name, out JsonItem? value) && value.Kind != JsonKind.Null ? value.Text : null;

    /// <summary>A string or number as text.</summary>
    /// <exception cref="CliError">It is absent: the case file has another layout.</exception>
    public string Text(string name) => Optional(name) ?? throw Missing(name);

    /// <summary>The bytes of the file that a member names, or null where it names none.</summary>
    public byte[]? File(string name) => Optional(name) is { } file ? folder.Bytes(file) : null;

    /// <summary>Strings of a list; none where it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        item.TryGet(name, out JsonItem? value) ? [.. value.Items.Select(each => each.Text)] : [];

    /// <summary>The instant of a member in seconds since 1970.</summary>
    public DateTimeOffset Unix(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= MaxUnix
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw Missing(name);

    private CliError Missing(string name) => new($"{folder.Path}: line {item.Line}: \"{name}\" is absent or of another type");

    // The year 9999.
    private const long MaxUnix = 253_402_300_799;
}
