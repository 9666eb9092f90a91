// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;

namespace Attestation.Cli.Logs;

/// <summary>All files that a log may have in one place: the one for its size, and narrower or wider ones that a crash or a live agent left.</summary>
/// <param name="files">The run's directory.</param>
/// <param name="wanted">The file for the log's size.</param>
/// <param name="maxBytes">Most bytes of one.</param>
internal sealed class PlaceFiles(LogFiles files, TilePath wanted, int maxBytes)
{
    /// <summary>The file for the log's size, or the full one that has replaced it.</summary>
    /// <param name="path">Which of the two it is.</param>
    /// <param name="bytes">Its bytes.</param>
    public bool TryWanted(out TilePath path, out byte[] bytes)
    {
        path = wanted;
        if (!files.TryRead(path.ToString(), maxBytes, out byte[]? read))
        {
            path = wanted.Full;
            files.TryRead(path.ToString(), maxBytes, out read);
        }

        bytes = read ?? [];
        return read is not null;
    }

    /// <summary>The others; each must begin as the wanted one does, or be its beginning.</summary>
    /// <param name="taken">The one that was taken for the wanted one.</param>
    public IEnumerable<(TilePath Path, byte[] Bytes)> Others(TilePath taken)
    {
        foreach (TilePath path in Partial().Append(wanted.Full).Where(each => each != taken).Distinct())
        {
            // A live agent deletes partial ones meanwhile.
            if (files.TryRead(path.ToString(), maxBytes, out byte[]? bytes))
            {
                yield return (path, bytes);
            }
        }
    }

    // Names that are no width are found by the walk over all files.
    private IEnumerable<TilePath> Partial() => files.Names(wanted.PartialDirectory)
        .Select(name => TilePath.TryParse($"{wanted.PartialDirectory}/{name}", out TilePath? path) ? path : null)
        .OfType<TilePath>();
}
