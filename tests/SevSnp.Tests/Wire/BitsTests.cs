// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;
using CsCheck;

namespace Attestation.SevSnp.Tests.Wire;

public sealed class BitsTests
{
    [Theory]
    [InlineData(0x19, 0x01, "Milan")]
    [InlineData(0x19, 0x0f, "Milan")]
    [InlineData(0x19, 0x10, "Genoa")]
    [InlineData(0x19, 0x1f, "Genoa")]
    [InlineData(0x19, 0xa0, "Genoa")]
    [InlineData(0x19, 0xaf, "Genoa")]
    [InlineData(0x1a, 0x02, "Turin")]
    [InlineData(0x1a, 0x1f, "Turin")]
    [InlineData(0x19, 0x20, null)]
    [InlineData(0x19, 0xb0, null)]
    [InlineData(0x1a, 0x50, null)]
    [InlineData(0x17, 0x31, null)]
    [InlineData(0x00, 0x00, null)]
    public void A_processor_is_of_a_known_product_or_of_none(byte family, byte model, string? line) =>
        Assert.Equal(line, SnpProduct.OfCpuid(family, model)?.Line);

    [Fact]
    public void Components_stand_where_the_generation_has_them()
    {
        TcbVersion milan = new(0x0807_0000_0000_0201, TcbGeneration.Milan);
        TcbVersion turin = new(0x0800_0000_0403_0201, TcbGeneration.Turin);

        Assert.Equal((null, 1, 2, 7, 8), (milan.Fmc, milan.BootLoader, milan.Tee, milan.Snp, milan.Microcode));
        Assert.Equal(((byte)1, 2, 3, 4, 8), (turin.Fmc!.Value, turin.BootLoader, turin.Tee, turin.Snp, turin.Microcode));
        Assert.Equal("0102000000000708", milan.Hex);
        Assert.Equal("0102030400000008", turin.Hex);
        Assert.Equal("fmc 1, boot loader 2, tee 3, snp 4, microcode 8", turin.ToString());
    }

    [Fact]
    public void Versions_are_compared_component_by_component() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.OneOf(Gen.Const(TcbGeneration.Milan), Gen.Const(TcbGeneration.Turin))).Sample((left, right, generation) =>
        {
            TcbVersion a = new(left, generation);
            TcbVersion b = new(right, generation);
            bool expected = (a.Fmc ?? 0) >= (b.Fmc ?? 0) && a.BootLoader >= b.BootLoader && a.Tee >= b.Tee && a.Snp >= b.Snp && a.Microcode >= b.Microcode;
            Assert.Equal(expected, a.IsAtLeast(b));
            Assert.True(a.IsAtLeast(a));
        });

    [Fact]
    public void A_higher_microcode_does_not_make_up_for_an_older_firmware() =>
        Assert.False(new TcbVersion(0xff00_0000_0000_0000, TcbGeneration.Milan).IsAtLeast(new(0x0001_0000_0000_0000, TcbGeneration.Milan)));

    [Fact]
    public void Versions_of_two_generations_are_not_compared() =>
        Assert.False(new TcbVersion(ulong.MaxValue, TcbGeneration.Turin).IsAtLeast(new(0, TcbGeneration.Milan)));

    [Theory]
    [InlineData(0x30000ul, "SMT, reserved one")]
    [InlineData(0xB0000ul, "SMT, reserved one, DEBUG")]
    [InlineData(0x2030000ul, "SMT, reserved one, PAGE_SWAP_DISABLE")]
    [InlineData(0x1FC0000ul, "MIGRATE_MA, DEBUG, SINGLE_SOCKET, CXL_ALLOW, MEM_AES_256_XTS, RAPL_DIS, CIPHERTEXT_HIDING_DRAM")]
    [InlineData(0x4000000ul, "bit 26")]
    public void Guest_policy_bits_have_amds_names(ulong bits, string names) => Assert.Equal(names, new GuestPolicy(bits).ToString());

    [Theory]
    [InlineData(0x67ul, "SMT_EN, TSME_EN, ECC_EN, ALIAS_CHECK_COMPLETE, IOMMU_WRITE_SAFE")]
    [InlineData(0x98ul, "RAPL_DIS, CIPHERTEXT_HIDING_DRAM_EN, TIO_EN")]
    [InlineData(0x100ul, "bit 8")]
    public void Platform_bits_have_amds_names(ulong bits, string names) => Assert.Equal(names, new PlatformInfo(bits).ToString());

    [Theory]
    [InlineData(0x0u, VekKind.Vcek)]
    [InlineData(0x1u, VekKind.Vcek)]
    [InlineData(0x4u, VekKind.Vlek)]
    [InlineData(0x8u, VekKind.None)]
    [InlineData(0x1cu, VekKind.None)]
    public void The_signing_key_is_of_a_kind_that_has_certificates_or_of_none(uint bits, VekKind kind) => Assert.Equal(kind, new KeyInfo(bits).Kind);

    [Theory]
    [InlineData("1.55.49", true)]
    [InlineData("0.0.0", true)]
    [InlineData("255.255.255", true)]
    [InlineData("1.55", false)]
    [InlineData("1.55.49.1", false)]
    [InlineData("1.055.49", false)]
    [InlineData("1.256.0", false)]
    [InlineData("+1.0.0", false)]
    [InlineData("", false)]
    public void A_firmware_version_has_one_spelling(string text, bool reads)
    {
        Assert.Equal(reads, FirmwareVersion.TryRead(text, out FirmwareVersion? version));
        Assert.Equal(reads ? text : null, version?.ToString());
    }

    [Fact]
    public void Firmware_versions_are_ordered_by_their_numbers() =>
        Assert.True(new FirmwareVersion(1, 58, 0).CompareTo(new(1, 55, 49)) > 0 && new FirmwareVersion(1, 55, 9).CompareTo(new(1, 55, 49)) < 0);
}
