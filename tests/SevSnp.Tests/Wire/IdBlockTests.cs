// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.SevSnp.Tests.Wire;

/// <summary>What <c>attest conformance snp</c> does not show of ID blocks.</summary>
public sealed class IdBlockTests
{
    [Fact]
    public void A_changed_bit_of_the_block_does_not_verify()
    {
        IdAuthentication authentication = Read();
        byte[] block = new byte[96];
        block[0x50] = 1;

        Assert.True(IdBlock.TryParse(block, out IdBlock? parsed, out _));
        Assert.False(authentication.Verifies(parsed));
    }

    [Theory]
    [InlineData(0x000, 0)]
    [InlineData(0x000, 2)]
    [InlineData(0x004, 2)]
    [InlineData(0x008, 1)]
    [InlineData(0x03f, 1)]
    [InlineData(0x240, 1)]
    [InlineData(0x644, 1)]
    [InlineData(0xfff, 1)]
    [InlineData(0x004, 0)]
    public void Another_algorithm_or_a_reserved_byte_is_refused(int at, byte value)
    {
        byte[] bytes = Vectors.Bytes("snp", "idblock", "auth-block.bin");
        bytes[at] = value;

        Assert.False(IdAuthentication.TryParse(bytes, out _, out Malformed? malformed));
        Assert.NotNull(malformed);
    }

    [Fact]
    public void An_author_key_is_optional()
    {
        byte[] bytes = Vectors.Bytes("snp", "idblock", "auth-block.bin");
        bytes.AsSpan(0x004, 4).Clear();
        bytes.AsSpan(0x680).Clear();

        Assert.True(IdAuthentication.TryParse(bytes, out IdAuthentication? authentication, out _));
        Assert.Null(authentication.AuthorKey);
        Assert.NotNull(authentication.IdKey);
    }

    [Fact]
    public void A_block_of_another_version_or_length_is_refused()
    {
        Assert.False(IdBlock.TryParse(new byte[96], out _, out _));
        Assert.False(IdBlock.TryParse(new byte[95], out _, out _));
    }

    [Fact]
    public void A_point_off_the_curve_verifies_nothing()
    {
        byte[] key = new byte[0x404];
        key[0] = 2;
        key[4] = 1;
        key[0x4c] = 1;

        Assert.True(IdPublicKey.TryParse(key, out IdPublicKey? parsed, out _));
        Assert.False(parsed.Verifies([], Read().BlockSignature));
        Assert.Equal(SHA384.HashData(key), parsed.Digest.ToArray());
    }

    [Fact]
    public void Random_structures_never_throw() =>
        Gen.OneOf(Gen.Byte.Array[0, 600], Gen.Byte.Array[96], Gen.Byte.Array[512], Gen.Byte.Array[0x404], Gen.Byte.Array[4096]).Sample(
            bytes =>
            {
                IdBlock.TryParse(bytes, out _, out _);
                IdAuthentication.TryParse(bytes, out _, out _);
                IdPublicKey.TryParse(bytes, out _, out _);
                SnpSignature.TryParse(bytes, out _, out _);
            },
            iter: 2_000);

    private static IdAuthentication Read()
    {
        Assert.True(
            IdAuthentication.TryParse(Vectors.Bytes("snp", "idblock", "auth-block.bin"), out IdAuthentication? authentication, out Malformed? malformed),
            malformed?.ToString());
        return authentication;
    }
}
