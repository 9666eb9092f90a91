// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using Attestation.X509;

namespace Attestation.SevSnp.Tests;

public sealed class EndorsementNameTests
{
    private static readonly string ChipId = new('a', 128);

    [Theory]
    [InlineData("amd/milan/cert-chain/vcek", ".pem")]
    [InlineData("amd/turin/cert-chain/vlek", ".pem")]
    [InlineData("amd/genoa/crl/vcek", ".crl")]
    [InlineData("amd/genoa/vcek/*/0a00000000001bd9", ".der")]
    [InlineData("amd/milan/vlek/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", ".der")]
    [InlineData("amd/rome/cert-chain/vcek", null)]
    [InlineData("amd/Milan/cert-chain/vcek", null)]
    [InlineData("amd/milan/cert-chain/none", null)]
    [InlineData("amd/milan/cert-chain", null)]
    [InlineData("amd/milan/cert-chain/vcek/x", null)]
    [InlineData("amd/genoa/vcek/*/0A00000000001BD9", null)]
    [InlineData("amd/genoa/vcek/*/0a00", null)]
    [InlineData("amd/genoa/vcek/00/0a00000000001bd9", null)]
    [InlineData("amd/milan/vlek/0123", null)]
    [InlineData("amd", null)]
    [InlineData("", null)]
    [InlineData("intel/tdx/qe-identity", null)]
    public void Names_are_known_in_one_spelling(string name, string? suffix)
    {
        bool known = new SevSnpTee(VerifiedCache.None).NamesEndorsement(name.Replace("*", ChipId, StringComparison.Ordinal), out var suffixes);

        Assert.Equal(suffix is not null, known);
        Assert.Equal(suffix, suffixes.SingleOrDefault());
    }

    [Fact]
    public void Names_that_are_made_are_known()
    {
        TcbVersion tcb = new(1, TcbGeneration.Milan);

        Assert.NotEmpty(AmdKds.Suffixes(AmdKds.Vcek(SnpProduct.Milan, new byte[64], tcb)));
        Assert.NotEmpty(AmdKds.Suffixes(AmdKds.Vlek(SnpProduct.Milan, new byte[32])));
        Assert.NotEmpty(AmdKds.Suffixes(AmdKds.CertChain(SnpProduct.Milan, VekKind.Vlek)));
        Assert.NotEmpty(AmdKds.Suffixes(AmdKds.RevocationList(SnpProduct.Milan, VekKind.Vcek)));
    }

    [Theory]
    [InlineData("milan")]
    [InlineData("genoa")]
    [InlineData("turin")]
    public void The_pinned_roots_are_amds(string product)
    {
        Assert.True(Certificate.TryParse(Vectors.Bytes("snp", "roots", $"ark-{product}.der"), out Certificate? ark, out _));

        PinnedRoot pin = Assert.Single(SevSnpRoots.All, root => root.Matches(ark));
        Assert.Equal(ark.Subject.CommonName, pin.Name);
    }
}
