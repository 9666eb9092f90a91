// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;
using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class MerkleTreeTests
{
    /// <summary>Entries and roots of the tests that came with the first Certificate Transparency log.</summary>
    private static readonly (string Entry, string Root)[] Known =
    [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ];

    [Fact]
    public void The_empty_tree_is_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new RightEdge().Root.ToString());

    [Fact]
    public void Known_entries_give_known_roots()
    {
        RightEdge edge = new();
        foreach ((string entry, string root) in Known)
        {
            edge.Append(MerkleTree.LeafHash(Convert.FromHexString(entry)));
            Assert.Equal(root, edge.Root.ToString());
        }
    }

    [Fact]
    public void The_right_edge_gives_the_root_that_the_whole_list_gives()
    {
        TreeHash[] leaves = Trees.Leaves(600);
        RightEdge edge = new();
        for (int size = 0; size <= leaves.Length; size++)
        {
            Assert.Equal(Trees.Root(leaves.AsSpan(0, size)), edge.Root);
            Assert.Equal(long.PopCount(size), edge.Peaks.Length);
            if (size < leaves.Length)
            {
                edge.Append(leaves[size]);
            }
        }
    }

    [Fact]
    public void An_entry_of_any_length_is_hashed_behind_the_leaf_prefix() =>
        Gen.Byte.Array[0, 3000].Sample(entry =>
            MerkleTree.LeafHash(entry).ToString() == Hex.Of(System.Security.Cryptography.SHA256.HashData([0, .. entry])));

    [Fact]
    public void A_hash_of_another_length_is_refused() => Assert.Throws<ArgumentException>(() => new TreeHash(new byte[31]));

    [Fact]
    public void A_hash_is_read_from_its_one_base64_form_only()
    {
        TreeHash hash = MerkleTree.EmptyRoot;

        Assert.True(TreeHash.TryReadBase64(hash.Base64, out TreeHash read));
        Assert.Equal(hash, read);
        Assert.False(TreeHash.TryReadBase64(hash.Base64[..^1], out _));
        Assert.False(TreeHash.TryReadBase64(hash.Base64.Replace("FU=", "FV=", StringComparison.Ordinal), out _));
        Assert.False(TreeHash.TryReadBase64(Convert.ToBase64String(new byte[31]), out _));
    }
}
