// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Tests.Wire;

public sealed class QuoteTests
{
    public static TheoryData<int, int> EveryShape => [.. QuoteBuilder.Every.Select(shape => (shape.Version, shape.BodyType))];

    [Theory]
    [MemberData(nameof(EveryShape))]
    public void A_well_formed_quote_is_cut_at_the_specifications_offsets(int version, int bodyType)
    {
        QuoteBuilder shape = new(version, bodyType);
        byte[] bytes = shape.Build();

        Quote quote = Parsed(bytes);

        int body = shape.BodyOffset;
        int signature = shape.SignatureOffset;
        Assert.Equal(version, quote.Version);
        Assert.Equal((TdBodyType)bodyType, quote.Body.Type);
        Assert.Equal(bytes, quote.Raw.Span);
        Assert.Equal(bytes[..shape.SignatureLengthOffset], quote.SignedBytes.Span);
        Assert.Equal(bytes[body..(body + shape.BodySize)], quote.Body.Raw.Span);
        Assert.Equal(bytes[(body + 136)..(body + 184)], quote.Body.MrTd);
        Assert.Equal(bytes[(body + 520)..(body + 584)], quote.Body.ReportData);
        Assert.Equal(bytes[signature..(signature + 64)], quote.QuoteSignature);
        Assert.Equal(bytes[(signature + 64)..(signature + 128)], quote.AttestationKey);
        Assert.Equal(bytes[(signature + 134)..(signature + 518)], quote.QeReport.Raw.Span);
        Assert.Equal(bytes[(signature + 518)..(signature + 582)], quote.QeReportSignature);
        Assert.Equal(bytes[(signature + 584)..(signature + 616)], quote.QeAuthenticationData.Span);
        Assert.Equal(5, quote.CertificationType);
        Assert.Equal(QuoteBuilder.Chain, quote.CertificationBytes.Span);
    }

    [Theory]
    [MemberData(nameof(EveryShape))]
    public void Only_a_body_of_tdx_15_has_a_second_svn_and_a_service_td(int version, int bodyType)
    {
        QuoteBuilder shape = new(version, bodyType);
        byte[] bytes = shape.Build();

        TdBody body = Parsed(bytes).Body;

        Assert.Equal(bodyType > 2, body.TeeTcbSvn2.HasValue);
        Assert.Equal(bodyType > 2, body.MrServiceTd.HasValue);
        if (bodyType > 2)
        {
            Assert.Equal(bytes[(54 + 584)..(54 + 600)], body.TeeTcbSvn2!.Value.Span);
            Assert.Equal(bytes[(54 + 600)..(54 + 648)], body.MrServiceTd!.Value.Span);
        }
    }

    [Fact]
    public void Rtmrs_are_found_by_number()
    {
        TdBody body = Parsed(QuoteBuilder.V4.Build()).Body;

        Assert.Equal(body.Raw.Span[328..376], body.Rtmr(0));
        Assert.Equal(body.Raw.Span[376..424], body.Rtmr(1));
        Assert.Equal(body.Raw.Span[424..472], body.Rtmr(2));
        Assert.Equal(body.Raw.Span[472..520], body.Rtmr(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => body.Rtmr(4).Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65535)]
    public void Authentication_data_of_any_length_is_kept(int length)
    {
        Quote quote = Parsed((QuoteBuilder.V4 with { AuthenticationLength = length }).Build());

        Assert.Equal(length, quote.QeAuthenticationData.Length);
        Assert.Equal(QuoteBuilder.Chain, quote.CertificationBytes.Span);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Certification_data_that_needs_the_network_parses_with_its_type(int type) =>
        Assert.Equal(type, Parsed((QuoteBuilder.V5 with { CertificationType = type }).Build()).CertificationType);

    [Theory]
    [InlineData(1)]
    [InlineData(70)]
    [InlineData(3904)]
    public void A_zero_tail_is_no_part_of_the_quote(int length)
    {
        byte[] bytes = QuoteBuilder.V4.Build();

        Quote quote = Parsed([.. bytes, .. new byte[length]]);

        Assert.Equal(bytes, quote.Raw.Span);
        Assert.Equal(length, quote.TailLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(69)]
    public void A_tail_with_one_byte_that_is_not_zero_is_malformed(int at)
    {
        byte[] tail = new byte[70];
        tail[at] = 1;

        Assert.Equal(TdxRules.FmtTail, Fault((byte[])[.. QuoteBuilder.V4.Build(), .. tail]).Rule);
    }

    [Fact]
    public void Parsing_allocates_less_than_half_a_kibibyte()
    {
        ReadOnlyMemory<byte> bytes = QuoteBuilder.V5.Build();
        Quote.TryParse(bytes, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Quote.TryParse(bytes, out _, out _);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 512);
    }

    internal static Quote Parsed(byte[] bytes)
    {
        Assert.True(Quote.TryParse(bytes, out Quote? quote, out Malformed? malformed), malformed?.ToString());
        return quote;
    }

    internal static Malformed Fault(ReadOnlyMemory<byte> bytes)
    {
        Assert.False(Quote.TryParse(bytes, out _, out Malformed? malformed));
        return malformed;
    }
}
