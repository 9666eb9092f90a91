// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class LogWriterTests
{
    private static readonly SodiumSigner Signer = SodiumSigner.Known();

    [Fact]
    public void A_first_leaf_makes_one_partial_bundle_and_one_partial_tile()
    {
        MemoryStorage storage = new();

        new LogWriter(storage).Append(Trees.Entries(0, 1));

        Assert.Equal(
            [
                "write tile/entries/000.p/1", "write tile/0/000.p/1",
                "fsync tile/entries/000.p", "fsync tile/entries", "fsync tile/0/000.p", "fsync tile/0", "fsync tile", "fsync ",
            ],
            storage.Calls);
    }

    [Fact]
    public void A_second_batch_syncs_only_the_directories_that_it_changed()
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        log.Append(Trees.Entries(0, 1));
        storage.Calls.Clear();

        log.Append(Trees.Entries(1, 3));

        Assert.Equal(
            ["write tile/entries/000.p/3", "write tile/0/000.p/3", "fsync tile/entries/000.p", "fsync tile/0/000.p"],
            storage.Calls);
    }

    [Fact]
    public void Size_70000_has_the_tiles_that_the_specification_names()
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        Append(log, 70_000, 4096);

        Assert.Equal(273, Tiles(storage, 0).Count(path => path.IsFull));
        Assert.Equal([112], Tiles(storage, 0).Where(path => !path.IsFull).Select(path => path.Width));
        Assert.Equal([17, 256], Tiles(storage, 1).Select(path => path.Width).Where(width => width is 17 or 256).Order());
        Assert.Equal([1], Tiles(storage, 2).Select(path => path.Width));
        Assert.Empty(Tiles(storage, 3));
        Assert.Equal(274, Tiles(storage, null).Count());
    }

    [Fact]
    public void Size_256_has_one_full_tile_and_one_of_width_1_above()
    {
        MemoryStorage storage = new();
        new LogWriter(storage).Append(Trees.Entries(0, 256));

        Assert.Equal(["tile/0/000", "tile/1/000.p/1", "tile/entries/000"], storage.Files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Partial_files_go_once_the_full_one_is_durable_and_not_before()
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        Append(log, 255, 100);
        log.DeleteSuperseded();
        Assert.Equal(
            ["tile/0/000.p/100", "tile/0/000.p/200", "tile/0/000.p/255"],
            storage.Files.Keys.Where(path => path.StartsWith("tile/0/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        log.Append(Trees.Entries(255, 256));
        log.DeleteSuperseded();

        Assert.Equal(["tile/0/000", "tile/1/000.p/1", "tile/entries/000"], storage.Files.Keys.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("tile/0/000.p", storage.Directories);
        Assert.DoesNotContain("tile/entries/000.p", storage.Directories);
    }

    [Fact]
    public void Every_leaf_of_a_batch_is_proven_from_memory() =>
        Gen.Int[1, 700].Array[1, 6].Sample(
            sizes =>
            {
                LogWriter log = new(new MemoryStorage());
                foreach (int count in sizes)
                {
                    int first = (int)log.Size;
                    AppendedBatch batch = log.Append(Trees.Entries(first, first + count));
                    Assert.Equal((first, first + count), (batch.FirstIndex, batch.Size));
                    for (int i = first; i < first + count; i += 1 + (count / 20))
                    {
                        Assert.True(InclusionProof.Verifies(MerkleTree.LeafHash(Trees.Entry(i)), i, batch.Size, batch.Prove(i), batch.Root), $"leaf {i} of {batch.Size}");
                    }
                }

                Assert.Equal(MerkleTree.Root(Trees.Leaves(sizes.Sum())), log.Append(Trees.Entries(sizes.Sum(), sizes.Sum() + 1)) is { } last ? RootWithout(last, sizes.Sum()) : default);
            },
            iter: 20);

    [Fact]
    public void Older_leaves_heads_and_growth_are_proven_from_the_files()
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        Append(log, 1000, 97);
        TreeHash[] leaves = Trees.Leaves(1000);
        TreeHash root = MerkleTree.Root(leaves);
        TileReader reader = new(storage, 1000);

        Assert.True(reader.TryRoot(out TreeHash read));
        Assert.Equal(root, read);
        for (int i = 0; i < 1000; i += 37)
        {
            Assert.True(reader.TryProve(i, root, out ReadOnlyMemory<byte> entry, out _, out _));
            Assert.Equal(Trees.Entry(i), entry.Span);
            Assert.True(ConsistencyProof.TryCreate(reader, i, 1000, out ImmutableArray<TreeHash> proof));
            Assert.True(ConsistencyProof.Verifies(i, MerkleTree.Root(leaves.AsSpan(0, i)), 1000, root, proof));
        }
    }

    [Fact]
    public void A_head_whose_partial_tiles_are_gone_is_proven_from_the_full_ones()
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        Append(log, 300, 100);
        log.DeleteSuperseded();

        Assert.True(new TileReader(storage, 200).TryProve(150, MerkleTree.Root(Trees.Leaves(200)), out _, out _, out _));
    }

    [Theory]
    [InlineData("tile/0/000", 254)]
    [InlineData("tile/entries/000", 255)]
    [InlineData("tile/1/000.p/1", 299)]
    public void A_file_that_was_changed_or_lost_is_noticed(string path, int leaf)
    {
        MemoryStorage storage = new();
        Append(new(storage), 300, 300);
        TreeHash root = MerkleTree.Root(Trees.Leaves(300));
        byte[] changed = [.. storage.Files[path]];
        changed[^1] ^= 1;

        storage.Overwrite(path, changed);
        Assert.False(new TileReader(storage, 300).TryProve(leaf, root, out _, out _, out _));
        storage.Overwrite(path, changed[..^1]);
        Assert.False(new TileReader(storage, 300).TryProve(leaf, root, out _, out _, out _));
        storage.Delete(path);
        Assert.False(new TileReader(storage, 300).TryProve(leaf, root, out _, out _, out _));
    }

    [Fact]
    public void Publishing_writes_beside_and_renames()
    {
        MemoryStorage storage = new();
        LogWriter log = new(storage);
        AppendedBatch batch = log.Append([KnownAnswer.Entry]);
        log.KeepEvidence(1, "{}"u8.ToArray(), [(LogLayout.EventLog(new byte[32]), "log"u8.ToArray())]);
        storage.Calls.Clear();

        log.Publish(Signer.Note(batch.Size, batch.Root));

        Assert.Equal(["write checkpoint.tmp", "rename checkpoint", "fsync "], storage.Calls);
        Assert.Equal(KnownAnswer.Note, Encoding.UTF8.GetString(storage.Files["checkpoint"]));
        Assert.Equal("{}", Encoding.ASCII.GetString(storage.Files["evidence/001"]));
        Assert.Equal("log", Encoding.ASCII.GetString(storage.Files["eventlog/" + new string('0', 64)]));
    }

    [Fact]
    public void Evidence_is_never_overwritten()
    {
        LogWriter log = new(new MemoryStorage());
        log.KeepEvidence(1, "a"u8.ToArray(), []);

        Assert.Throws<LogStorageException>(() => log.KeepEvidence(1, "b"u8.ToArray(), []));
    }

    [Fact]
    public void A_log_that_failed_once_has_ended()
    {
        LogWriter log = new(new MemoryStorage { FailAt = 3 });

        LogStorageException failed = Assert.Throws<LogStorageException>(() => log.Append(Trees.Entries(0, 1)));

        Assert.Equal("fsync of tile/entries/000.p: EIO", failed.Message);
        Assert.True(log.HasEnded);
        Assert.Throws<InvalidOperationException>(() => log.Append(Trees.Entries(0, 1)));
        Assert.Throws<InvalidOperationException>(() => log.Publish(Array.Empty<byte>()));
    }

    [Fact]
    public void An_entry_that_is_too_long_ends_nothing()
    {
        LogWriter log = new(new MemoryStorage());

        Assert.Throws<ArgumentException>(() => log.Append([new byte[65_536]]));
        Assert.Equal(1, log.Append(Trees.Entries(0, 1)).Size);
    }

    internal static void Append(LogWriter log, int to, int step)
    {
        for (int from = (int)log.Size; from < to; from += step)
        {
            log.Append(Trees.Entries(from, Math.Min(to, from + step)));
        }
    }

    // The tree's last leaf stands alone on the right: its proof holds every peak of the tree before it.
    private static TreeHash RootWithout(AppendedBatch last, int size)
    {
        ImmutableArray<TreeHash> peaks = last.Prove(size);
        return peaks.Skip(1).Aggregate(peaks[0], (right, left) => MerkleTree.NodeHash(left, right));
    }

    private static IEnumerable<TilePath> Tiles(MemoryStorage storage, int? level) =>
        from text in storage.Files.Keys
        let path = TilePath.TryParse(text, out TilePath? read) ? read : throw new InvalidOperationException(text)
        where path.Level == level
        select path;
}
