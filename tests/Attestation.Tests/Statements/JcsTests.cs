// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Json;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Tests.Statements;

public sealed class JcsTests
{
    [Fact]
    public void Members_are_sorted_by_utf16_code_units_as_the_rfc_shows() =>
        Assert.Equal(
            "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\ud83d\ude00\":6,\"\ufb33\":7}",
            Canonical("""{"\u20ac":5,"\r":1,"\ufb33":7,"1":2,"\ud83d\ude00":6,"\u0080":3,"\u00f6":4}"""));

    [Fact]
    public void Strings_are_escaped_only_where_they_must_be() =>
        Assert.Equal(
            "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"",
            Canonical(""" "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" """.Trim()));

    [Fact]
    public void Every_control_character_has_its_one_escape() =>
        Assert.Equal("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028\"", Canonical("\"\\u0008\\u0009\\u000a\\u000c\\u000d\\u0000\\u001F\\u007f\\u2028\""));

    [Theory]
    [InlineData(" [ 1 , -2 , true , false , null , { } , [ ] ] ", "[1,-2,true,false,null,{},[]]")]
    [InlineData("{\"b\":{\"d\":1,\"c\":2},\"a\":[]}", "{\"a\":[],\"b\":{\"c\":2,\"d\":1}}")]
    public void White_space_is_gone_and_members_are_sorted_at_every_depth(string text, string canonical) => Assert.Equal(canonical, Canonical(text));

    [Fact]
    public void A_canonical_form_is_its_own_and_no_other_is()
    {
        const string Canon = """{"a":1,"b":"\n"}""";

        Assert.True(Jcs.IsCanonical(Read(Canon), Encoding.UTF8.GetBytes(Canon)));
        Assert.All(
            ["{\"b\":\"\\n\",\"a\":1}", "{\"a\": 1,\"b\":\"\\n\"}", "{\"a\":1,\"b\":\"\\u000a\"}", "{\"\\u0061\":1,\"b\":\"\\n\"}", Canon + "\n"],
            text => Assert.False(Jcs.IsCanonical(Read(text), Encoding.UTF8.GetBytes(text))));
    }

    private static string Canonical(string text) => Encoding.UTF8.GetString(Jcs.Canonical(Read(text)));

    private static JsonItem Read(string text)
    {
        Assert.True(StrictJson.TryParse(Encoding.UTF8.GetBytes(text), "json", JsonLimits.Document, out JsonItem? root, out Malformed? malformed), malformed?.ToString());
        return root;
    }
}
