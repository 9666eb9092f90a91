// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Logs;

/// <summary>One level of tiles, made again out of the level below, and held against the files.</summary>
/// <param name="files">The run's directory.</param>
/// <param name="level">0 for leaf hashes.</param>
/// <param name="differs">Words for a hash of level 0 that is not the entry's: the leaf's index, its hash by the entry and by the tile.</param>
internal sealed class LevelReplay(LogFiles files, int level, Func<long, TreeHash, TreeHash, string> differs)
{
    public const string Title = "tiles";

    private readonly List<TreeHash> hashes = new(TilePath.FullWidth);
    private long number;
    private LevelReplay? above;

    /// <summary>Tiles compared so far, those above included.</summary>
    public long Compared { get; private set; }

    /// <summary>Takes the next hash.</summary>
    /// <returns>What is wrong with a tile that became full; null where nothing is.</returns>
    public Finding? Add(TreeHash hash)
    {
        hashes.Add(hash);
        return hashes.Count == TilePath.FullWidth ? Full() : null;
    }

    /// <summary>Holds the unfinished tiles of this level and those above against the files.</summary>
    public Finding? Close() => (hashes.Count > 0 ? Compare() : null) ?? above?.Close();

    /// <summary>Tiles compared at this level and above.</summary>
    public long Total => Compared + (above?.Total ?? 0);

    private Finding? Full()
    {
        Finding? wrong = Compare();
        TreeHash root = MerkleTree.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes));
        hashes.Clear();
        number++;
        above ??= new(files, level + 1, differs);
        return wrong ?? above.Add(root);
    }

    private Finding? Compare()
    {
        TilePath wanted = TilePath.OfTile(level, number, hashes.Count);
        PlaceFiles place = new(files, wanted, TilePath.FullWidth * TreeHash.Length);
        if (!place.TryWanted(out TilePath path, out byte[] bytes))
        {
            return Finding.Fail(Title, $"{wanted}: is missing");
        }

        Compared++;
        return Compare(path, bytes) ?? place.Others(path).Select(each => Compare(each.Path, each.Bytes)).FirstOrDefault(each => each is not null);
    }

    private Finding? Compare(TilePath path, byte[] bytes)
    {
        if (!Tile.TryParse(bytes, path.Width, out Tile? tile, out Malformed? malformed))
        {
            return Finding.Fail(Title, $"{path}: {malformed.Reason}");
        }

        for (int i = 0; i < Math.Min(tile.Width, hashes.Count); i++)
        {
            if (tile[i] != hashes[i])
            {
                return Finding.Fail(Title, $"{path}: hash {i}: {Words(i, tile[i])}");
            }
        }

        return null;
    }

    private string Words(int i, TreeHash found)
    {
        long index = (number * TilePath.FullWidth) + i;
        return level == 0 ? differs(index, hashes[i], found) : $"is {found}, {TilePath.OfTile(level - 1, index)} hashes to {hashes[i]}";
    }
}
