// SPDX-License-Identifier: Apache-2.0

namespace Attestation.TransparencyLog;

/// <summary>The last, unfinished tile or bundle of one level: what is in it, and which partial files of it were written.</summary>
/// <param name="place">The place of tile number n.</param>
internal sealed class GrowingTile(Func<long, int, TilePath> place)
{
    private readonly List<byte[]> items = new(TilePath.FullWidth);
    private readonly List<int> written = [];
    private readonly List<string> superseded = [];
    private long number;

    /// <summary>Adds items; yields each tile that became full and, at the end, the partial one if there is one.</summary>
    public IEnumerable<(string Path, ReadOnlyMemory<byte> Bytes)> Add(IEnumerable<byte[]> added)
    {
        bool grew = false;
        foreach (byte[] item in added)
        {
            grew = true;
            items.Add(item);
            if (items.Count == TilePath.FullWidth)
            {
                yield return File(TilePath.FullWidth);
                Advance();
            }
        }

        if (grew && items.Count > 0)
        {
            written.Add(items.Count);
            yield return File(items.Count);
        }
    }

    /// <summary>What may be deleted now that full files stand in its place, files before their directory.</summary>
    public IReadOnlyList<string> TakeSuperseded()
    {
        string[] taken = [.. superseded];
        superseded.Clear();
        return taken;
    }

    private void Advance()
    {
        if (written.Count > 0)
        {
            superseded.AddRange(written.Select(width => place(number, width).ToString()));
            superseded.Add(place(number, 1).PartialDirectory);
        }

        written.Clear();
        items.Clear();
        number++;
    }

    private (string Path, ReadOnlyMemory<byte> Bytes) File(int width)
    {
        byte[] bytes = new byte[items.Sum(item => item.Length)];
        int at = 0;
        foreach (byte[] item in items)
        {
            item.CopyTo(bytes, at);
            at += item.Length;
        }

        return (place(number, width).ToString(), bytes);
    }
}
