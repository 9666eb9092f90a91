// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using CsCheck;

namespace Attestation.TestKit;

/// <summary>A genuine input of one reader, with some bytes overwritten and a piece replaced by one of its words.</summary>
/// <param name="Name">The reader.</param>
/// <param name="Share">How many of the budget's inputs it gets.</param>
/// <param name="Seeds">Genuine inputs.</param>
/// <param name="Words">What its format is made of; a mutant of text is mostly no text without them.</param>
/// <param name="Read">Reads one; throws only where the reader is wrong.</param>
public sealed record MutatedInput(string Name, int Share, ImmutableArray<byte[]> Seeds, ImmutableArray<byte[]> Words, Action<byte[]> Read)
{
    private const int MostWrites = 4;
    private const int LongestCut = 40;
    private const int LongTimes = 20;

    /// <summary>Bytes that lie at the edges of lengths, tags and signs.</summary>
    private static readonly Gen<byte> EdgeByte = Gen.OneOf<byte>(0, 1, 0x7f, 0x80, 0xff);

    /// <summary>Reads its share of mutants, 20 times as many under ATTESTATION_LONG=1; fails where one throws or changes what it was given.</summary>
    public void Run() => Mutants.Sample(
        bytes =>
        {
            byte[] before = [.. bytes];
            Read(bytes);
            return bytes.AsSpan().SequenceEqual(before);
        },
        iter: Environment.GetEnvironmentVariable("ATTESTATION_LONG") == "1" ? LongTimes * Share : Share);

    /// <summary>The seeds, mutated.</summary>
    public Gen<byte[]> Mutants =>
        from seed in Gen.Int[0, Seeds.Length - 1]
        from writes in Gen.Select(Gen.Int[0, Seeds[seed].Length - 1], Gen.Frequency((2, Gen.Byte), (1, EdgeByte))).Array[0, MostWrites]
        from at in Gen.Int[0, Seeds[seed].Length]
        from cut in Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[0, LongestCut]), (1, Gen.Int[0, Seeds[seed].Length]))
        from word in Gen.Int[-Words.Length, Words.Length - 1]
        select Mutate(Seeds[seed], writes, at, cut, word < 0 ? [] : Words[word]);

    private static byte[] Mutate(byte[] seed, (int At, byte Value)[] writes, int at, int cut, byte[] word)
    {
        ReadOnlySpan<byte> tail = seed.AsSpan(Math.Min(seed.Length, at + cut));
        byte[] bytes = [.. seed.AsSpan(0, at), .. word, .. tail];
        foreach ((int index, byte value) in writes)
        {
            if (index < bytes.Length)
            {
                bytes[index] = value;
            }
        }

        return bytes;
    }
}
