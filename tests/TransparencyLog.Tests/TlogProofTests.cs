// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.Wire;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class TlogProofTests
{
    private static readonly string Hash = MerkleTree.EmptyRoot.Base64;

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[0, 63]).Sample(
            (index, count) =>
            {
                ImmutableArray<TreeHash> hashes = [.. Trees.Leaves(count)];
                byte[] file = TlogProof.Write(index, hashes, Encoding.UTF8.GetBytes(KnownAnswer.Note));
                Assert.True(TlogProof.TryParse(file, out TlogProof? read, out _));
                Assert.Equal((index, KnownAnswer.Note), (read.LeafIndex, Encoding.UTF8.GetString(read.Note.Raw.Span)));
                Assert.Equal(hashes, read.Hashes);
                Assert.Equal(file, read.Raw.Span);
            },
            iter: 200);

    [Fact]
    public void The_file_is_as_the_specification_spells_it() =>
        Assert.Equal(
            $"c2sp.org/tlog-proof@v1\nindex 7\n{Hash}\n\n{KnownAnswer.Note}",
            Encoding.UTF8.GetString(TlogProof.Write(7, [MerkleTree.EmptyRoot], Encoding.UTF8.GetBytes(KnownAnswer.Note))));

    [Fact]
    public void An_extra_line_is_read_and_ignored() => Assert.Null(Read($"c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n{KnownAnswer.Note}"));

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v2\nindex 0\n\n", "line 1")]
    [InlineData("c2sp.org/tlog-proof@v1\n\n", "index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 00\n\n", "index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -1\n\n", "index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 9223372036854775808\n\n", "index")]
    [InlineData("c2sp.org/tlog-proof@v1\nIndex 0\n\n", "index")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAA\nindex 0\n\n", "extra")]
    [InlineData("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 0\n\n", "index")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n", "hash 0")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n", "hash 0")]
    [InlineData("c2sp.org/tlog-proof@v1\r\nindex 0\n\n", "line 1")]
    public void Another_form_is_refused(string head, string field) => Assert.Equal(field, Read(head + KnownAnswer.Note)?.Field);

    [Fact]
    public void Sixty_four_hashes_are_refused() =>
        Assert.Equal("proof", Read($"c2sp.org/tlog-proof@v1\nindex 0\n{string.Concat(Enumerable.Repeat(Hash + "\n", 64))}\n{KnownAnswer.Note}")?.Field);

    [Fact]
    public void A_checkpoint_that_is_no_note_is_refused() =>
        Assert.Equal("signed note", Read($"c2sp.org/tlog-proof@v1\nindex 0\n\n{KnownAnswer.Text}")?.Structure);

    private static Malformed? Read(string file) => TlogProof.TryParse(Encoding.UTF8.GetBytes(file), out _, out Malformed? malformed) ? null : malformed;
}
