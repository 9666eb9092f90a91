// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class EntryBundleTests
{
    [Fact]
    public void What_is_written_is_read() =>
        Gen.Byte.Array[0, 300].Array[1, 256].Sample(
            entries =>
            {
                byte[] bundle = [.. entries.SelectMany(entry => EntryBundle.Encode(entry))];
                return EntryBundle.TryParse(bundle, entries.Length, out ImmutableArray<ReadOnlyMemory<byte>> read, out _)
                    && read.Select(each => each.ToArray()).Zip(entries).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
            },
            iter: 200);

    [Fact]
    public void An_entry_of_65535_bytes_fits_and_a_longer_one_does_not()
    {
        Assert.Equal(65_537, EntryBundle.Encode(new byte[65_535]).Length);
        Assert.Throws<ArgumentException>(() => EntryBundle.Encode(new byte[65_536]));
    }

    [Fact]
    public void A_length_is_big_endian() => Assert.Equal([0x01, 0x02], EntryBundle.Encode(new byte[0x102])[..2]);

    [Theory]
    [InlineData("0001", 1, "entry 0")]
    [InlineData("00", 1, "entry 0")]
    [InlineData("0000", 2, "entry 1")]
    [InlineData("000000", 1, "end")]
    [InlineData("00000000", 1, "end")]
    [InlineData("00", 0, "end")]
    public void Another_number_of_entries_is_refused(string hex, int width, string field)
    {
        Assert.False(EntryBundle.TryParse(Convert.FromHexString(hex), width, out ImmutableArray<ReadOnlyMemory<byte>> entries, out Malformed? malformed));
        Assert.Equal(field, malformed.Field);
        Assert.Empty(entries);
    }

    [Fact]
    public void A_tile_holds_what_was_written_and_refuses_another_length()
    {
        TreeHash[] hashes = Trees.Leaves(112);
        byte[] bytes = Tile.Encode(hashes);

        Assert.True(Tile.TryParse(bytes, 112, out Tile? tile, out _));
        Assert.Equal(hashes, Enumerable.Range(0, tile.Width).Select(i => tile[i]));
        Assert.False(Tile.TryParse(bytes, 111, out _, out Malformed? malformed));
        Assert.Equal("tile: length: is 3584 bytes, want 3552 for 111 hashes", malformed.ToString());
        Assert.False(Tile.TryParse(Array.Empty<byte>(), 0, out _, out _));
    }
}
