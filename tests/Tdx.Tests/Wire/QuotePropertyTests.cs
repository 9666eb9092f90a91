// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Wire;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Tdx.Tests.Wire;

public sealed class QuotePropertyTests
{
    private static readonly Gen<byte[]> Built =
        from shape in Gen.OneOf(QuoteBuilder.Every)
        from authentication in Gen.Int[0, 80]
        select (shape with { AuthenticationLength = authentication }).Build();

    /// <summary>Bytes are overwritten mostly where lengths and types stand: every 16-bit word is as likely as the next one.</summary>
    private static readonly Gen<byte[]> Mutated =
        from bytes in Built
        from writes in Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.OneOf(Gen.Byte, Gen.OneOf<byte>(0, 1, 0x7f, 0x80, 0xff))).Array[1, 6]
        from cut in Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[0, bytes.Length]))
        select Apply(bytes, writes, cut);

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 2000].Sample(Survives, iter: 20_000);

    [Fact]
    public void Mutated_quotes_never_throw_and_stay_as_received() => Mutated.Sample(Survives, iter: 100_000);

    [Fact]
    public void Random_length_fields_never_throw() =>
        Gen.Select(Gen.OneOf(QuoteBuilder.Every), Gen.UInt, Gen.UInt, Gen.UInt, Gen.UShort).Sample(
            (shape, signature, outer, inner, authentication) =>
            {
                byte[] bytes = shape.With32(shape.SignatureLengthOffset, signature);
                BitConverter.TryWriteBytes(bytes.AsSpan(shape.SignatureOffset + 130), outer);
                BitConverter.TryWriteBytes(bytes.AsSpan(shape.SignatureOffset + 582), authentication);
                BitConverter.TryWriteBytes(bytes.AsSpan(shape.InnerOffset + 2), inner);
                Survives(bytes);
            },
            iter: 20_000);

    [Fact]
    public void Every_single_bit_flip_is_malformed_or_lands_in_a_field()
    {
        byte[] bytes = QuoteBuilder.V5.Build();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Survives(bytes);
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }

    [Fact]
    public void The_other_structures_never_throw_either() =>
        Gen.OneOf(Gen.Byte.Array[0, 700], Gen.Byte.Array[384], Gen.Byte.Array[584], Gen.Byte.Array[885], Gen.Byte.Array[1024]).Sample(
            bytes =>
            {
                byte[] before = [.. bytes];
                Parses<QuoteHeader>(bytes);
                Parses<TdReport10>(bytes);
                Parses<TdReport15>(bytes);
                Parses<TdReport15Ex>(bytes);
                Parses<EnclaveReport>(bytes);
                Parses<SignatureData>(bytes);
                Parses<CertificationData>(bytes);
                Parses<TdReportStruct>(bytes);
                Assert.Equal(before, bytes);
            },
            iter: 5_000);

    internal static void Survives(byte[] bytes)
    {
        byte[] before = [.. bytes];
        if (Quote.TryParse(bytes, out Quote? quote, out Malformed? malformed))
        {
            Assert.Equal(before.AsSpan(0, before.Length - quote.TailLength), quote.Raw.Span);
            Assert.Equal(quote.Raw.Length, quote.Describe().Sum(field => field.Length));
        }
        else
        {
            Assert.NotNull(malformed.Rule);
        }

        Assert.Equal(before, bytes);
    }

    private static void Parses<T>(byte[] bytes)
        where T : class, IWire<T>
    {
        if (T.TryParse(bytes, out T? parsed, out Malformed? malformed))
        {
            Assert.Equal(bytes, parsed.Raw.Span);
        }
        else
        {
            Assert.NotEmpty(malformed.Reason);
        }
    }

    private static byte[] Apply(byte[] bytes, (int At, byte Value)[] writes, int cut)
    {
        foreach ((int at, byte value) in writes)
        {
            bytes[at] = value;
        }

        return bytes[..^cut];
    }
}
