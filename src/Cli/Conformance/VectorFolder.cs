// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Cli.Conformance;

/// <summary>Files of a folder of vectors; paths in its JSON files are relative to it.</summary>
/// <param name="session">The run.</param>
/// <param name="path">The folder.</param>
internal sealed class VectorFolder(Session session, string path)
{
    private static readonly JsonLimits Limits = new(16 << 20);

    public string Path => path;

    public bool Exists => Directory.Exists(path);

    /// <summary>A folder in this one.</summary>
    public VectorFolder In(string name) => new(session, System.IO.Path.Combine(path, name));

    /// <summary>Names of files, ordered; none where the folder is absent.</summary>
    public IReadOnlyList<string> Files(string pattern) =>
        Exists ? [.. new DirectoryInfo(path).EnumerateFiles(pattern).Select(each => each.Name).Order(StringComparer.Ordinal)] : [];

    /// <summary>A file's bytes.</summary>
    /// <exception cref="CliError">It cannot be read.</exception>
    public byte[] Bytes(string name) => Input.Read(session.Surroundings, System.IO.Path.Combine(path, name));

    /// <summary>A JSON file; false where it is absent.</summary>
    /// <exception cref="CliError">It is not JSON.</exception>
    public bool TryJson(string name, [NotNullWhen(true)] out JsonItem? root)
    {
        root = null;
        string file = System.IO.Path.Combine(path, name);
        if (!File.Exists(file))
        {
            return false;
        }

        return StrictJson.TryParse(Bytes(name), "vectors", Limits, out root, out Malformed? malformed)
            ? true
            : throw new CliError($"{file}: {malformed.Field}: {malformed.Reason}");
    }
}
