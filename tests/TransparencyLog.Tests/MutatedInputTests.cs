// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.TransparencyLog.Tests;

/// <summary>Readers of hostile bytes under one budget: each reads its share of mutated inputs, never throws, and leaves the bytes as they were.</summary>
public sealed class MutatedInputTests
{
    /// <summary>Mutated inputs in all; <see cref="MutatedInput.Run"/> says how many a longer run has.</summary>
    private const int Budget = 750_000;

    private static readonly SodiumSigner Signer = SodiumSigner.Known();

    private static readonly ImmutableArray<byte[]> TextWords =
        Words("\n", "\n\n", "\u2014 ", " ", "AAAAAAA=", "=", "0", "00", "-1", "9223372036854775808", "index ", "extra AAAA\n", "c2sp.org/tlog-proof@v1\n", "\0", "+", "\u00e9");

    private static readonly ImmutableArray<byte[]> BinaryWords = [[0, 0], [0xff, 0xff], [0, 1, 0], [0]];

    private static readonly ImmutableArray<MutatedInput> Inputs =
    [
        new("signed note", 150_000, [Utf8(KnownAnswer.Note), Utf8(KnownAnswer.Note + "\u2014 witness AAAAAAA=\n")], TextWords, ReadNote),
        new("checkpoint", 100_000, [Utf8(KnownAnswer.Text)], TextWords, ReadCheckpoint),
        new("tlog-proof", 150_000, [Proof(0), Proof(9)], TextWords, ReadProof),
        new("tile path", 150_000, [Utf8("tile/0/x001/x234/067.p/112"), Utf8("tile/entries/000")], Words("/", "x", ".p/", "tile/", "entries", "000", "256"), ReadPath),
        new("entry bundle", 50_000, [[.. Trees.Entries(0, 20).SelectMany(entry => EntryBundle.Encode(entry.Span))]], BinaryWords, ReadBundle),
        new("tile", 50_000, [Tile.Encode(Trees.Leaves(5))], BinaryWords, ReadTile),
        new("anchor log", 100_000, [Anchor(1), Anchor(3)], BinaryWords, ReadAnchor),
    ];

    public static TheoryData<string> Names => [.. Inputs.Select(each => each.Name)];

    [Fact]
    public void The_shares_use_the_budget_up() => Assert.Equal(Budget, Inputs.Sum(each => each.Share));

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutated_inputs_never_throw_and_stay_as_received(string name) => Inputs.Single(each => each.Name == name).Run();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_genuine_inputs_are_read_too(string name)
    {
        MutatedInput input = Inputs.Single(each => each.Name == name);

        Assert.All(input.Seeds, seed => input.Read([.. seed]));
    }

    private static void ReadNote(byte[] bytes)
    {
        if (Reads<SignedNote>(bytes) is { } note && note.VerdictOn(Signer.NoteKey, Sodium.Ed25519) == NoteVerdict.Signed)
        {
            Require(note.Text.Span.SequenceEqual(Utf8(KnownAnswer.Text)), "another text is signed");
        }
    }

    private static void ReadCheckpoint(byte[] bytes)
    {
        bool reads = Checkpoint.TryParse(bytes, out Checkpoint? head, out Malformed? malformed);
        Require(reads == malformed is null, "neither read nor refused");
        Require(head is null || head.ToBytes().AsSpan().SequenceEqual(bytes), "two texts of one checkpoint");
    }

    private static void ReadProof(byte[] bytes)
    {
        TlogProof? proof = Reads<TlogProof>(bytes);
        Require(proof is null or { LeafIndex: >= 0, Hashes.Length: <= InclusionProof.MaxHashes }, "outside its limits");
    }

    private static byte[] Anchor(int runs)
    {
        AnchorLog log = AnchorLog.Empty;
        for (int i = 0; i < runs; i++)
        {
            log = log.With(new byte[48], Utf8($"statement {i}"));
        }

        return log.Raw.ToArray();
    }

    private static void ReadAnchor(byte[] bytes)
    {
        AnchorLog? log = Reads<AnchorLog>(bytes);
        Require(log is null || log.Events.Aggregate(AnchorLog.Empty, (all, each) => all.With(each.Digest.Span, each.Statement.Span)).Raw.Span.SequenceEqual(bytes), "two logs of the same bytes");
    }

    private static void ReadPath(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        Require(!TilePath.TryParse(text, out TilePath? path) || path.ToString() == text, "two texts of one path");
    }

    private static void ReadBundle(byte[] bytes)
    {
        bool reads = EntryBundle.TryParse(bytes, 20, out ImmutableArray<ReadOnlyMemory<byte>> entries, out Malformed? malformed);
        Require(reads == malformed is null && entries.Length == (reads ? 20 : 0), "neither read nor refused");
        Require(!reads || entries.SelectMany(entry => EntryBundle.Encode(entry.Span)).SequenceEqual(bytes), "two bundles of the same entries");
    }

    private static void ReadTile(byte[] bytes) =>
        Require(Tile.TryParse(bytes, 5, out Tile? tile, out Malformed? malformed) == (bytes.Length == 160) && tile is null == malformed is not null, "neither read nor refused");

    private static T? Reads<T>(byte[] bytes)
        where T : class, IWire<T>
    {
        bool reads = T.TryParse(bytes, out T? parsed, out Malformed? malformed);
        Require(reads == parsed is not null && reads == malformed is null && (parsed?.Raw.Span.SequenceEqual(bytes) ?? true), "neither read nor refused");
        return parsed;
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }

    private static byte[] Proof(int hashes) => TlogProof.Write(3, [.. Trees.Leaves(hashes)], Utf8(KnownAnswer.Note));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static ImmutableArray<byte[]> Words(params string[] words) => [.. words.Select(Utf8)];
}
