// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class ConsistencyProofTests
{
    private const int Largest = 200;
    private static readonly TreeHash[] Leaves = Trees.Leaves(Largest);

    private static readonly Gen<(int From, int To)> Pairs =
        from to in Gen.Int[1, Largest]
        from older in Gen.Int[0, to]
        select (older, to);

    [Fact]
    public void Every_pair_of_small_sizes_is_proven_as_the_standard_says()
    {
        for (int to = 1; to <= 48; to++)
        {
            for (int from = 1; from <= to; from++)
            {
                ImmutableArray<TreeHash> proof = Create(from, to);
                Assert.Equal(Trees.Proof(from, Leaves.AsSpan(0, to)), proof);
                Assert.True(Verifies((from, to), proof));
            }
        }
    }

    [Fact]
    public void Pairs_of_random_sizes_are_proven() => Pairs.Sample(pair => Verifies(pair, Create(pair.From, pair.To)), iter: 2_000);

    [Fact]
    public void Every_tree_begins_with_the_empty_one_and_needs_no_proof_of_it()
    {
        Assert.True(ConsistencyProof.Verifies(0, MerkleTree.EmptyRoot, 7, Root(7), []));
        Assert.False(ConsistencyProof.Verifies(0, Root(1), 7, Root(7), []));
        Assert.False(ConsistencyProof.Verifies(0, MerkleTree.EmptyRoot, 7, Root(7), [Leaves[0]]));
    }

    [Fact]
    public void A_tree_of_the_same_size_is_the_same_tree()
    {
        Assert.True(ConsistencyProof.Verifies(7, Root(7), 7, Root(7), []));
        Assert.False(ConsistencyProof.Verifies(7, Root(6), 7, Root(7), []));
        Assert.False(ConsistencyProof.Verifies(7, Root(7), 7, Root(7), [Leaves[0]]));
    }

    [Fact]
    public void A_tree_is_not_consistent_with_a_larger_one() => Assert.False(ConsistencyProof.Verifies(8, Root(8), 7, Root(7), Create(7, 8)));

    [Fact]
    public void A_changed_proof_never_verifies() =>
        (from pair in Pairs
         where pair.From > 0 && pair.From < pair.To
         from hash in Gen.Int[0, 63]
         from bit in Gen.Int[0, 255]
         select (pair, hash, bit)).Sample(
            each =>
            {
                ImmutableArray<TreeHash> proof = Create(each.pair.From, each.pair.To);
                int at = each.hash % proof.Length;
                return !Verifies(each.pair, proof.SetItem(at, InclusionProofTests.Flip(proof[at], each.bit)))
                    && !Verifies(each.pair, proof.Add(Leaves[0]))
                    && !Verifies(each.pair, proof.RemoveAt(at));
            },
            iter: 2_000);

    [Fact]
    public void A_fork_is_never_consistent()
    {
        TreeHash[] forked = [.. Leaves];
        forked[3] = Leaves[4];
        TreeHash forkedRoot = Trees.Root(forked.AsSpan(0, 9));

        Assert.False(ConsistencyProof.Verifies(6, Root(6), 9, forkedRoot, Trees.Proof(6, forked.AsSpan(0, 9))));
        Assert.False(ConsistencyProof.Verifies(6, Root(6), 9, forkedRoot, Create(6, 9)));
    }

    [Fact]
    public void The_largest_numbers_end_in_no_loop_and_no_exception() =>
        Gen.Select(Gen.Long, Gen.Long, Gen.Int[0, 70]).Where((from, to, _) => from != 0 && from != to).Sample(
            (from, to, hashes) => !ConsistencyProof.Verifies(from, Leaves[0], to, Leaves[1], [.. Leaves.Take(hashes)]),
            iter: 5_000);

    private static bool Verifies((int From, int To) pair, ImmutableArray<TreeHash> proof) =>
        ConsistencyProof.Verifies(pair.From, Root(pair.From), pair.To, Root(pair.To), proof);

    private static ImmutableArray<TreeHash> Create(int from, int to)
    {
        Assert.True(ConsistencyProof.TryCreate(new LeafSource(Leaves), from, to, out ImmutableArray<TreeHash> proof));
        return proof;
    }

    private static TreeHash Root(int size) => Trees.Root(Leaves.AsSpan(0, size));
}
