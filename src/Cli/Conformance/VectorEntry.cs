// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Json;

namespace Attestation.Cli.Conformance;

/// <summary>One object of a case file.</summary>
/// <param name="folder">The folder that its paths are relative to.</param>
/// <param name="item">The object.</param>
/// <param name="isEmpty">True for an object that is not there; the item is the one around it, for messages.</param>
internal sealed class VectorEntry(VectorFolder folder, JsonItem item, bool isEmpty = false)
{
    public VectorFolder Folder => folder;

    /// <summary>The objects of a case file, which is one list.</summary>
    public static IEnumerable<VectorEntry> All(VectorFolder folder, JsonItem root) =>
        root.Items.Select(each => new VectorEntry(folder, each));

    /// <summary>A string or number as text, or null where it is absent or null.</summary>
    public string? Optional(string name) =>
        !isEmpty && item.TryGet(name, out JsonItem? value) && value.Kind != JsonKind.Null ? value.Text : null;

    /// <summary>A string or number as text.</summary>
    /// <exception cref="CliError">It is absent: the case file has another layout.</exception>
    public string Text(string name) => Optional(name) ?? throw Missing(name);

    /// <summary>The bytes of the file that a member names, or null where it names none.</summary>
    public byte[]? File(string name) => Optional(name) is { } file ? folder.Bytes(file) : null;

    /// <summary>Strings of a list; none where it is absent.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        !isEmpty && item.TryGet(name, out JsonItem? value) ? [.. value.Items.Select(each => each.Text)] : [];

    /// <summary>An object in this one; an empty one where it is absent.</summary>
    public VectorEntry In(string name) => item.TryGet(name, out JsonItem? value) ? new(folder, value) : new(folder, item, isEmpty: true);

    /// <summary>The members with text or a number, in their order; none of an empty entry.</summary>
    public IEnumerable<string> Names => isEmpty ? [] : item.Members.Select(each => each.Name);

    /// <summary>True where the member is <c>true</c>.</summary>
    public bool Flag(string name) => Optional(name) == "true";

    /// <summary>An integer, or what stands for its absence.</summary>
    public long Number(string name, long absent) =>
        Optional(name) is not { } text ? absent
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw Missing(name);

    /// <summary>The RFC 3339 instant of a member.</summary>
    public DateTimeOffset Time(string name) => UtcTime.TryRead(Text(name), out DateTimeOffset time) ? time : throw Missing(name);

    /// <summary>The instant of a member in seconds since 1970.</summary>
    public DateTimeOffset Unix(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= MaxUnix
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw Missing(name);

    private CliError Missing(string name) => new($"{folder.Path}: line {item.Line}: \"{name}\" is absent or of another type");

    // The year 9999.
    private const long MaxUnix = 253_402_300_799;
}
