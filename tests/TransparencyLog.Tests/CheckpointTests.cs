// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Wire;

namespace Attestation.TransparencyLog.Tests;

public sealed class CheckpointTests
{
    private const string Root = "fBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02o=";
    private const string Origin = "example.org/attestation-agent/" + KnownAnswer.RunId;

    [Fact]
    public void The_known_head_is_written_and_read()
    {
        TreeHash leaf = MerkleTree.LeafHash(KnownAnswer.Entry);
        Checkpoint head = new(TransparencyLog.Origin.Of("example.org", RunId.Of(Convert.FromHexString(KnownAnswer.PublicKey))), 1, leaf);

        Assert.Equal(KnownAnswer.LeafHash, leaf.ToString());
        Assert.Equal(KnownAnswer.Text, head.Text);
        Assert.True(Checkpoint.TryParse(Encoding.ASCII.GetBytes(KnownAnswer.Text), out Checkpoint? read, out _));
        Assert.Equal(head, read);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("9223372036854775807")]
    public void Sizes_from_zero_to_the_largest_are_read(string size) => Assert.Null(Read($"{Origin}\n{size}\n{Root}\n"));

    [Theory]
    [InlineData($"{Origin}\n01\n{Root}\n", "size")]
    [InlineData($"{Origin}\n-1\n{Root}\n", "size")]
    [InlineData($"{Origin}\n+1\n{Root}\n", "size")]
    [InlineData($"{Origin}\n 1\n{Root}\n", "size")]
    [InlineData($"{Origin}\n\n{Root}\n", "size")]
    [InlineData($"{Origin}\n9223372036854775808\n{Root}\n", "size")]
    [InlineData($"{Origin}\n1\n{Root}", "text")]
    [InlineData($"{Origin}\n1\n{Root}\n\n", "text")]
    [InlineData($"{Origin}\n1\n{Root}\nextension\n", "text")]
    [InlineData($"{Origin}\n1\nfBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02p=\n", "root")]
    [InlineData($"{Origin}\n1\nfBBTXrqSYijvVf5IrjVkiIuWkXi9g5Iz2bV+YSyX02o\n", "root")]
    [InlineData($"{Origin}\r\n1\n{Root}\n", "origin")]
    [InlineData($"Example.org/attestation-agent/{KnownAnswer.RunId}\n1\n{Root}\n", "origin")]
    [InlineData($"/attestation-agent/{KnownAnswer.RunId}\n1\n{Root}\n", "origin")]
    [InlineData($"example.org/agent/{KnownAnswer.RunId}\n1\n{Root}\n", "origin")]
    [InlineData($"example.org/attestation-agent/{KnownAnswer.RunId}0\n1\n{Root}\n", "origin")]
    [InlineData("example.org/attestation-agent/56475AA75463474c0285df5dbf2bcab73da651358839e9b77481b2eab107708c\n1\n" + Root + "\n", "origin")]
    [InlineData("\u00e9.org\n1\n" + Root + "\n", "text")]
    [InlineData("", "text")]
    public void Another_form_is_refused(string text, string field) => Assert.Equal(field, Read(text)?.Field);

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("a+b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public void A_trust_domain_of_another_form_makes_no_origin(string trustDomain) =>
        Assert.Throws<ArgumentException>(() => TransparencyLog.Origin.Of(trustDomain, RunId.Of([1])));

    [Fact]
    public void A_trust_domain_has_at_most_255_characters()
    {
        Assert.True(TransparencyLog.Origin.IsTrustDomain(new string('a', 255)));
        Assert.False(TransparencyLog.Origin.IsTrustDomain(new string('a', 256)));
    }

    private static Malformed? Read(string text) => Checkpoint.TryParse(Encoding.UTF8.GetBytes(text), out _, out Malformed? malformed) ? null : malformed;
}
