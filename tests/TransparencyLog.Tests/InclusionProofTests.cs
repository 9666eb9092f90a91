// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class InclusionProofTests
{
    private const int Largest = 260;
    private static readonly TreeHash[] Leaves = Trees.Leaves(Largest);

    private static readonly Gen<(int Size, int Index)> Places =
        from size in Gen.Int[1, Largest]
        from index in Gen.Int[0, size - 1]
        select (size, index);

    [Fact]
    public void Every_leaf_of_small_trees_is_proven_as_the_standard_says()
    {
        for (int size = 1; size <= 70; size++)
        {
            for (int index = 0; index < size; index++)
            {
                ImmutableArray<TreeHash> proof = Create(size, index);
                Assert.Equal(Trees.Path(index, Leaves.AsSpan(0, size)), proof);
                Assert.True(InclusionProof.Verifies(Leaves[index], index, size, proof, Root(size)));
            }
        }
    }

    [Fact]
    public void Every_leaf_of_trees_of_random_size_is_proven() =>
        Gen.Int[1, Largest].Sample(
            size => Enumerable.Range(0, size).All(index => InclusionProof.Verifies(Leaves[index], index, size, Create(size, index), Root(size))),
            iter: 10);

    [Fact]
    public void A_proof_with_a_changed_bit_never_verifies() =>
        (from place in Places
         where place.Size > 1
         from hash in Gen.Int[0, 63]
         from bit in Gen.Int[0, 255]
         select (place, hash, bit)).Sample(
            each =>
            {
                ImmutableArray<TreeHash> proof = Create(each.place.Size, each.place.Index);
                int at = each.hash % proof.Length;
                return !Verifies(each.place, proof.SetItem(at, Flip(proof[at], each.bit)));
            },
            iter: 2_000);

    [Fact]
    public void A_proof_that_is_longer_shorter_or_in_another_order_never_verifies() =>
        Places.Where(place => place.Size > 3).Sample(
            place =>
            {
                ImmutableArray<TreeHash> proof = Create(place.Size, place.Index);
                return !Verifies(place, proof.Add(Leaves[0]))
                    && !Verifies(place, proof.Insert(0, Leaves[0]))
                    && !Verifies(place, proof.RemoveAt(0))
                    && !Verifies(place, proof[..^1])
                    && (proof.Length < 2 || !Verifies(place, [.. proof.Reverse()]));
            },
            iter: 2_000);

    [Fact]
    public void A_proof_verifies_at_no_other_index_and_in_no_other_size() =>
        (from place in Places
         from index in Gen.Int[-1, Largest]
         from size in Gen.Int[-1, Largest]
         select (place, index, size)).Sample(
            each =>
            {
                ImmutableArray<TreeHash> proof = Create(each.place.Size, each.place.Index);
                TreeHash leaf = Leaves[each.place.Index];
                TreeHash root = Root(each.place.Size);
                return (each.index == each.place.Index || !InclusionProof.Verifies(leaf, each.index, each.place.Size, proof, root))
                    && (Trees.Root(Leaves.AsSpan(0, Math.Max(0, each.size))) == root
                        || !InclusionProof.Verifies(leaf, each.place.Index, each.size, proof, Root(Math.Max(0, each.size))));
            },
            iter: 2_000);

    [Fact]
    public void The_largest_numbers_end_in_no_loop_and_no_exception() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 70]).Sample(
            (index, size, hashes) => !InclusionProof.Verifies(Leaves[0], index, size, [.. Leaves.Take(hashes)], Leaves[1]),
            iter: 5_000);

    [Fact]
    public void A_missing_hash_makes_no_proof() => Assert.False(InclusionProof.TryCreate(new LeafSource(Leaves[..9]), 3, 12, out _));

    [Theory]
    [InlineData(-1, 5)]
    [InlineData(5, 5)]
    public void A_proof_of_no_leaf_is_not_made(long index, long size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.TryCreate(new LeafSource(Leaves), index, size, out _));

    private static bool Verifies((int Size, int Index) place, ImmutableArray<TreeHash> proof) =>
        InclusionProof.Verifies(Leaves[place.Index], place.Index, place.Size, proof, Root(place.Size));

    private static ImmutableArray<TreeHash> Create(int size, int index)
    {
        Assert.True(InclusionProof.TryCreate(new LeafSource(Leaves), index, size, out ImmutableArray<TreeHash> proof));
        return proof;
    }

    private static TreeHash Root(int size) => Trees.Root(Leaves.AsSpan(0, size));

    internal static TreeHash Flip(TreeHash hash, int bit)
    {
        byte[] bytes = hash.Bytes.ToArray();
        bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        return new(bytes);
    }
}
