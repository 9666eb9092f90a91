// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text.Json;
using Attestation.Tdx.Wire;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Tdx.Tests.Wire;

/// <summary>Quotes, and buffers with quotes, as real platforms returned them.</summary>
public sealed class RealQuoteTests
{
    [Fact]
    public void Real_quotes_parse_to_the_golden_fields()
    {
        int read = 0;
        foreach (JsonElement golden in Golden())
        {
            Quote quote = Parsed(golden);
            foreach ((string name, string? value) in FieldsOf(quote))
            {
                Assert.Equal((Name(golden), name, Text(golden.GetProperty(name))), (Name(golden), name, value));
            }

            Assert.Equal(Registers(golden), Enumerable.Range(0, 4).Select(i => Hex.Of(quote.Body.Rtmr(i))));
            read++;
        }

        Assert.Equal(36, read);
    }

    [Fact]
    public void Decoded_fields_of_real_quotes_tile_them_and_equal_the_golden_ones()
    {
        foreach (JsonElement golden in Golden())
        {
            Quote quote = Parsed(golden);
            QuoteFieldsTests.AssertTiles(quote);
            foreach (DecodedField field in quote.Describe())
            {
                if (golden.TryGetProperty(field.Name, out JsonElement expected))
                {
                    Assert.Equal((Name(golden), field.Name, Text(expected)), (Name(golden), field.Name, field.Value));
                }
            }
        }
    }

    [Fact]
    public void Every_truncation_of_a_real_quote_is_malformed()
    {
        foreach (JsonElement golden in Golden())
        {
            ReadOnlyMemory<byte> bytes = Bytes(golden);
            for (int length = 0; length < bytes.Length; length++)
            {
                Assert.Equal(TdxRules.FmtStructure, QuoteTests.Fault(bytes[..length]).Rule);
            }
        }
    }

    [Fact]
    public void Mutated_real_quotes_never_throw_and_stay_as_received()
    {
        byte[][] quotes = [.. Golden().Select(Bytes)];
        Gen.Select(Gen.Int[0, quotes.Length - 1], Gen.Int[0, 5006], Gen.Byte, Gen.Int[0, 1300], Gen.Byte).Sample(
            (which, anywhere, value, early, other) =>
            {
                byte[] bytes = [.. quotes[which]];
                bytes[anywhere % bytes.Length] = value;
                bytes[early] = other;
                QuotePropertyTests.Survives(bytes);
            },
            iter: 5_000);
    }

    [Theory]
    [InlineData("azure-imds-5006-a187b0da.bin", 70)]
    [InlineData("bare-5243-3ab56d67.bin", 307)]
    [InlineData("bare-configfs-5006-f1c85033.bin", 70)]
    [InlineData("gcp-configfs-8000-00b2526a.bin", 3065)]
    [InlineData("gcp-configfs-8000-d0ee491c.bin", 3065)]
    public void The_zero_tail_of_a_providers_buffer_is_dropped(string file, int tail)
    {
        byte[] bytes = Vectors.Bytes("tdx", "raw", file);

        Quote quote = QuoteTests.Parsed(bytes);

        Assert.Equal(tail, quote.TailLength);
        Assert.StartsWith(Path.GetFileNameWithoutExtension(file)[^8..], Hex.Of(SHA256.HashData(quote.Raw.Span)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_quote_with_text_behind_it_is_refused() =>
        Assert.Equal(TdxRules.FmtTail, QuoteTests.Fault(Vectors.Bytes("tdx", "raw", "trailing-text-4974-3507b5f7.bin")).Rule);

    private static IEnumerable<(string Name, string? Value)> FieldsOf(Quote quote)
    {
        TdBody body = quote.Body;
        yield return ("sha256", Hex.Of(SHA256.HashData(quote.Raw.Span)));
        yield return ("size", $"{quote.Raw.Length}");
        yield return ("version", $"{quote.Version}");
        yield return ("bodyType", $"{(int)body.Type}");
        yield return ("qeIsvSvn", $"{quote.QeReport.IsvSvn}");
        yield return ("teeTcbSvn", Hex.Of(body.TeeTcbSvn));
        yield return ("mrSeam", Hex.Of(body.MrSeam));
        yield return ("mrSignerSeam", Hex.Of(body.MrSignerSeam));
        yield return ("seamAttributes", Hex.Of(body.SeamAttributes));
        yield return ("tdAttributes", Hex.Of(BitConverter.GetBytes(body.TdAttributes.Bits)));
        yield return ("xfam", Hex.Of(BitConverter.GetBytes(body.Xfam.Bits)));
        yield return ("mrTd", Hex.Of(body.MrTd));
        yield return ("mrConfigId", Hex.Of(body.MrConfigId));
        yield return ("mrOwner", Hex.Of(body.MrOwner));
        yield return ("mrOwnerConfig", Hex.Of(body.MrOwnerConfig));
        yield return ("reportData", Hex.Of(body.ReportData));
        yield return ("teeTcbSvn2", body.TeeTcbSvn2 is { } svn ? Hex.Of(svn.Span) : null);
        yield return ("mrServiceTd", body.MrServiceTd is { } serviceTd ? Hex.Of(serviceTd.Span) : null);
    }

    private static JsonElement[] Golden() => [.. JsonDocument.Parse(Vectors.Bytes("tdx", "quotes.json")).RootElement.EnumerateArray()];

    private static Quote Parsed(JsonElement golden) => QuoteTests.Parsed(Bytes(golden));

    private static byte[] Bytes(JsonElement golden) => Vectors.Bytes("tdx", golden.GetProperty("file").GetString()!);

    private static string Name(JsonElement golden) => golden.GetProperty("name").GetString()!;

    private static IEnumerable<string> Registers(JsonElement golden) =>
        golden.GetProperty("rtmr").EnumerateArray().Select(register => register.GetString()!);

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
