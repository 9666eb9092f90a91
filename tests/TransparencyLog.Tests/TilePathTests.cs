// SPDX-License-Identifier: Apache-2.0

using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class TilePathTests
{
    private static readonly Gen<TilePath> Paths =
        from level in Gen.Int[-1, 63]
        from number in Gen.OneOf(Gen.Long[0, 3000], Gen.Long[0, long.MaxValue])
        from width in Gen.Int[1, 256]
        select level < 0 ? TilePath.OfEntries(number, width) : TilePath.OfTile(level, number, width);

    [Theory]
    [InlineData(0, "000")]
    [InlineData(999, "999")]
    [InlineData(1000, "x001/000")]
    [InlineData(1234067, "x001/x234/067")]
    [InlineData(long.MaxValue, "x009/x223/x372/x036/x854/x775/807")]
    public void Numbers_are_written_in_groups_of_three(long number, string path)
    {
        Assert.Equal(path, TileNumber.Of(number));
        Assert.True(TileNumber.TryParse(path, out long read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("x000/042")]
    [InlineData("001/042")]
    [InlineData("x001/x042")]
    [InlineData("xx01/042")]
    [InlineData("x001//042")]
    [InlineData("+42")]
    [InlineData("x009/x223/x372/x036/x854/x775/808")]
    [InlineData("x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999")]
    public void Another_spelling_of_a_number_is_refused(string path) => Assert.False(TileNumber.TryParse(path, out _));

    [Fact]
    public void Every_path_is_read_as_what_was_written() =>
        Paths.Sample(path => TilePath.TryParse(path.ToString(), out TilePath? read) && read == path, iter: 5_000);

    [Fact]
    public void Any_text_is_refused_or_spelled_as_it_would_be_written() =>
        Gen.Select(Paths, Gen.Int[0, 60], Gen.Char["/.xp0129e-"]).Sample(
            (path, at, letter) =>
            {
                string text = path.ToString();
                string changed = at < text.Length ? text.Remove(at, 1).Insert(at, letter.ToString()) : text + letter;
                return !TilePath.TryParse(changed, out TilePath? read) || read.ToString() == changed;
            },
            iter: 20_000);

    [Theory]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/64/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/entry/000")]
    [InlineData("tile/8/0/000")]
    [InlineData("tile/000")]
    [InlineData("/tile/0/000")]
    public void Another_path_is_refused(string path) => Assert.False(TilePath.TryParse(path, out _));

    [Fact]
    public void Places_outside_the_layout_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.OfTile(64, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.OfTile(-1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.OfEntries(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.OfEntries(0, 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => TilePath.OfEntries(0, 0));
    }
}
