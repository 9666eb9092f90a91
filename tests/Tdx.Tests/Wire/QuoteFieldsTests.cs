// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Wire;

namespace Attestation.Tdx.Tests.Wire;

public sealed class QuoteFieldsTests
{
    [Fact]
    public void Decoded_fields_tile_the_quote()
    {
        foreach (QuoteBuilder shape in QuoteBuilder.Every)
        {
            AssertTiles(QuoteTests.Parsed(shape.Build()));
            AssertTiles(QuoteTests.Parsed((shape with { AuthenticationLength = 0, CertificationBytes = [] }).Build()));
        }
    }

    [Fact]
    public void Names_of_decoded_fields_differ()
    {
        foreach (QuoteBuilder shape in QuoteBuilder.Every)
        {
            Assert.Distinct(QuoteTests.Parsed(shape.Build()).Describe().Select(field => field.Name));
        }
    }

    [Fact]
    public void Numbers_are_decimal_bytes_are_hex_and_the_chain_is_text()
    {
        byte[] bytes = QuoteBuilder.V5.Build();
        bytes.AsSpan(54 + 120, 8).Clear();
        bytes[54 + 120 + 3] = 0x10;

        ImmutableArray<DecodedField> fields = QuoteTests.Parsed(bytes).Describe();

        Assert.Equal(new("version", "5", 0, 2, null), fields[0]);
        Assert.Equal(new("teeType", "81000000", 4, 4, "TDX"), Named(fields, "teeType"));
        Assert.Equal(new("bodySize", "648", 50, 4, null), Named(fields, "bodySize"));
        Assert.Equal(new("tdAttributes", "0000001000000000", 174, 8, "SEPT_VE_DISABLE"), Named(fields, "tdAttributes"));
        Assert.Equal(706 + 134 + 128, Named(fields, "qeReport.mrSigner").Offset);
        Assert.Equal("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", fields[^1].Value);
    }

    [Fact]
    public void A_chain_with_control_characters_is_shown_as_hex()
    {
        byte[] hostile = [.. "\e[2J"u8];

        DecodedField last = QuoteTests.Parsed((QuoteBuilder.V4 with { CertificationBytes = hostile }).Build()).Describe()[^1];

        Assert.Equal("1b5b324a", last.Value);
    }

    internal static void AssertTiles(Quote quote)
    {
        int end = 0;
        foreach (DecodedField field in quote.Describe())
        {
            Assert.Equal(end, field.Offset);
            end += field.Length;
        }

        Assert.Equal(quote.Raw.Length, end);
    }

    private static DecodedField Named(ImmutableArray<DecodedField> fields, string name) => fields.Single(field => field.Name == name);
}
