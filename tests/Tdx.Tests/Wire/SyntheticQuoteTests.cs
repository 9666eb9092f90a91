// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Tdx.Wire;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Wire;

/// <summary>The synthetic cases as far as parsing decides them.</summary>
public sealed class SyntheticQuoteTests
{
    [Theory]
    [InlineData("fmt-empty", "TDX-FMT-01")]
    [InlineData("fmt-short", "TDX-FMT-01")]
    [InlineData("fmt-trunc-48", "TDX-FMT-01")]
    [InlineData("fmt-trunc-635", "TDX-FMT-01")]
    [InlineData("fmt-trunc-636", "TDX-FMT-01")]
    [InlineData("fmt-trunc-700", "TDX-FMT-01")]
    [InlineData("fmt-trunc-1218", "TDX-FMT-01")]
    [InlineData("fmt-trunc-1219", "TDX-FMT-01")]
    [InlineData("fmt-trunc-4821", "TDX-FMT-01")]
    [InlineData("fmt-siglen-0", "TDX-FMT-01")]
    [InlineData("fmt-version-2", "TDX-FMT-02")]
    [InlineData("fmt-version-6", "TDX-FMT-02")]
    [InlineData("fmt-akt-1", "TDX-FMT-03")]
    [InlineData("fmt-akt-3", "TDX-FMT-03")]
    [InlineData("fmt-tee-0", "TDX-FMT-04")]
    [InlineData("fmt-tee-1", "TDX-FMT-04")]
    [InlineData("fmt-tee-82", "TDX-FMT-04")]
    [InlineData("fmt-v5-tee-0", "TDX-FMT-04")]
    [InlineData("fmt-vendor", "TDX-FMT-05")]
    [InlineData("fmt-v5-bt-0", "TDX-FMT-06")]
    [InlineData("fmt-v5-bt-1", "TDX-FMT-06")]
    [InlineData("fmt-v5-bt-5", "TDX-FMT-06")]
    [InlineData("fmt-v5-bt-7", "TDX-FMT-06")]
    [InlineData("fmt-v5-type2-size648", "TDX-FMT-06")]
    [InlineData("fmt-outer-type-1", "TDX-FMT-07")]
    [InlineData("fmt-outer-type-7", "TDX-FMT-07")]
    [InlineData("fmt-csz-plus1", "TDX-FMT-07")]
    [InlineData("fmt-icsz-plus1", "TDX-FMT-07")]
    [InlineData("fmt-extra-in-cd", "TDX-FMT-07")]
    [InlineData("fmt-extra-in-sig", "TDX-FMT-07")]
    [InlineData("fmt-authlen-huge", "TDX-FMT-07")]
    [InlineData("fmt-inner-type-6", "TDX-FMT-08")]
    [InlineData("fmt-inner-type-7", "TDX-FMT-08")]
    [InlineData("valid-v4-trailing-junk", "TDX-FMT-09")]
    public void A_malformed_case_breaks_its_rule(string id, string rule) =>
        Assert.Equal(rule, QuoteTests.Fault(QuoteOf(Cases().Single(found => Id(found) == id))).Rule!.Id);

    [Theory]
    [InlineData("fmt-inner-type-1", 1)]
    [InlineData("fmt-inner-type-4", 4)]
    public void A_case_without_pck_chain_parses_and_carries_its_type(string id, int type) =>
        Assert.Equal(type, QuoteTests.Parsed(QuoteOf(Cases().Single(found => Id(found) == id))).CertificationType);

    [Fact]
    public void Every_case_that_the_reference_parses_does_and_no_other()
    {
        string[] stricter = ["fmt-extra-in-sig", "valid-v4-trailing-junk"];
        JsonElement[] cases = Cases();
        foreach (JsonElement found in cases)
        {
            bool parses = Quote.TryParse(QuoteOf(found), out _, out _);
            bool reference = found.GetProperty("steps").GetProperty("quote").GetString() != "PARSE_FAIL";
            Assert.Equal((Id(found), reference && !stricter.Contains(Id(found))), (Id(found), parses));
        }

        Assert.Equal(213, cases.Length);
    }

    private static JsonElement[] Cases() =>
        [.. JsonDocument.Parse(Vectors.Bytes("tdx", "synthetic", "cases.json")).RootElement.EnumerateArray()];

    private static string Id(JsonElement found) => found.GetProperty("id").GetString()!;

    private static byte[] QuoteOf(JsonElement found) => Vectors.Bytes("tdx", "synthetic", found.GetProperty("quote").GetString()!);
}
