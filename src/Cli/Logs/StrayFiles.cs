// SPDX-License-Identifier: Apache-2.0

using Attestation.Native;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>Walks over everything in a run's directory: whatever is no file of a log is named.</summary>
/// <param name="files">The run's directory.</param>
/// <param name="size">The published size.</param>
internal sealed class StrayFiles(LogFiles files, long size)
{
    public const string Title = "files";

    private const int MaxDepth = 16;
    private const int Sha256Bytes = 32;

    /// <summary>Files of a log that lie beyond the published head: a crash or a live agent leaves them, and they mean nothing.</summary>
    public long Beyond { get; private set; }

    /// <summary>The first stray one, or null.</summary>
    public Finding? Find()
    {
        Stack<string> directories = new([""]);
        while (directories.TryPop(out string? directory))
        {
            foreach (string name in files.Names(directory))
            {
                string path = directory.Length == 0 ? name : $"{directory}/{name}";
                if (Judge(path, directories) is { } wrong)
                {
                    return Finding.Fail(Title, $"{path}: {wrong}");
                }
            }
        }

        return null;
    }

    private string? Judge(string path, Stack<string> directories)
    {
        FileKind? kind = files.KindOf(path);
        if (kind == FileKind.Directory && path.Count(each => each == '/') < MaxDepth && IsDirectory(path))
        {
            directories.Push(path);
            return null;
        }

        return kind switch
        {
            null or FileKind.File => kind is null || IsFile(path) ? null : "is no file of a log",
            _ => $"is no file of a log ({kind})",
        };
    }

    private static bool IsDirectory(string path) =>
        path is "tile" or LogLayout.EvidenceDirectory or LogLayout.EventLogDirectory
        || path.StartsWith("tile/", StringComparison.Ordinal)
        || path.StartsWith(LogLayout.EvidenceDirectory + "/x", StringComparison.Ordinal);

    private bool IsFile(string path)
    {
        if (path is LogLayout.Checkpoint or LogLayout.UnpublishedCheckpoint)
        {
            return true;
        }

        int slash = path.IndexOf('/', StringComparison.Ordinal);
        string below = path[(slash + 1)..];
        return slash > 0 && path[..slash] switch
        {
            "tile" => TilePath.TryParse(path, out TilePath? tile) && Count(IsBeyond(tile)),
            LogLayout.EvidenceDirectory => TileNumber.TryParse(below, out long number) && number > 0 && Count(number > size),
            LogLayout.EventLogDirectory => Hex.TryReadLower(below, Sha256Bytes, out _),
            _ => false,
        };
    }

    private bool IsBeyond(TilePath tile)
    {
        int shift = Tile.Height * (tile.Level ?? 0);
        UInt128 hashes = shift < 64 ? (UInt128)(ulong)size >> shift : 0;
        return ((UInt128)tile.Number * TilePath.FullWidth) + (UInt128)tile.Width > hashes;
    }

    private bool Count(bool isBeyond)
    {
        Beyond += isBeyond ? 1 : 0;
        return true;
    }
}
