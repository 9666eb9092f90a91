// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tests;

public sealed class EndorsementsTests
{
    private static readonly Endorsement First = new("a", ".crl", new byte[] { 1 }) { Source = "first" };
    private static readonly Endorsement Second = new("a", ".crl", new byte[] { 2 }) { Source = "second" };
    private static readonly Endorsement Chain = new("a", ".chain.pem", new byte[] { 3 });

    [Fact]
    public void The_first_of_a_name_and_suffix_wins()
    {
        Endorsements endorsements = new(First, Second, Chain);

        Assert.True(endorsements.TryGet("a", ".crl", out Endorsement? found));
        Assert.Same(First, found);
        Assert.Equal(2, endorsements.All.Count);
    }

    [Fact]
    public void Names_and_suffixes_are_exact()
    {
        Endorsements endorsements = new(First);

        Assert.False(endorsements.TryGet("A", ".crl", out _));
        Assert.False(endorsements.TryGet("a", ".CRL", out _));
        Assert.False(endorsements.TryGet("a", "", out _));
    }

    [Fact]
    public void One_can_be_left_out()
    {
        Endorsements without = new Endorsements(First, Chain).Without("a", ".crl");

        Assert.Same(Chain, Assert.Single(without.All));
    }

    [Fact]
    public void The_digest_is_that_of_the_bytes() =>
        Assert.Equal("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a", Convert.ToHexStringLower(First.Sha256));

    [Fact]
    public void A_use_says_where_it_came_from()
    {
        DateTimeOffset next = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(new("a", ".crl", null, next, "first"), EndorsementUse.Of(First, next));
    }
}
