// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Json;
using Attestation.Statements;

namespace Attestation.Tests.Json;

public sealed class JsonItemWriterTests
{
    private readonly JsonItemWriter json = new();

    [Fact]
    public void What_is_written_is_what_a_strict_reader_finds_in_its_canonical_bytes()
    {
        json.WriteString("text", "a\u0001\"\\é\u2028");
        json.WriteNumber("number", -9007199254740992);
        json.WriteBoolean("flag", true);
        json.WriteStartArray("list");
        json.WriteStringValue("x");
        json.WriteStartObject();
        json.WriteBoolean("z", false);
        json.WriteNumber("a", 0);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("empty");
        json.WriteEndObject();

        byte[] bytes = Jcs.Canonical(json.Finish());

        Assert.Equal("""{"empty":{},"flag":true,"list":["x",{"a":0,"z":false}],"number":-9007199254740992,"text":"a\u0001\"\\é""" + "\u2028\"}", Encoding.UTF8.GetString(bytes));
        Assert.True(StrictJson.TryParse(bytes, "written", new(1 << 16), out JsonItem? read, out _));
        Assert.True(Jcs.IsCanonical(read, bytes));
    }

    [Fact]
    public void Members_are_sorted_by_code_units_whatever_order_they_came_in()
    {
        foreach (string name in new[] { "b", "\ufb33", "\ud83d\ude02", "a", "B", "" })
        {
            json.WriteNumber(name, 1);
        }

        Assert.Equal(["", "B", "a", "b", "\ud83d\ude02", "\ufb33"], json.Finish().Members.Select(member => member.Name));
    }

    // Strings of attributes are stored as UTF-8, which has no halves.
    [Fact]
    public void Half_a_surrogate_pair_is_replaced_as_bytes_would_have_it()
    {
        json.WriteString("1", "\ud800");
        json.WriteString("2", "a\udfffb");
        json.WriteString("3", "\ud83d\ude02");

        Assert.Equal(["\ufffd", "a\ufffdb", "\ud83d\ude02"], json.Finish().Members.Select(member => member.Value.Text));
    }

    [Fact]
    public void A_name_that_is_written_twice_is_refused()
    {
        json.WriteNumber("a", 1);
        json.WriteNumber("a", 1);

        Assert.Contains("\"a\"", Assert.Throws<InvalidOperationException>(json.Finish).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_and_arrays_end_as_they_were_begun()
    {
        Assert.Throws<InvalidOperationException>(json.WriteEndObject);
        json.WriteStartArray("list");
        Assert.Throws<InvalidOperationException>(json.WriteEndObject);
        Assert.Throws<InvalidOperationException>(() => json.WriteNumber("named", 1));
        Assert.Throws<InvalidOperationException>(json.Finish);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-1", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("-0", false)]
    [InlineData("00", false)]
    [InlineData("01", false)]
    [InlineData("-", false)]
    [InlineData("+1", false)]
    [InlineData("1.0", false)]
    [InlineData("1e3", false)]
    [InlineData("1\0", false)]
    [InlineData("", false)]
    public void An_integer_has_one_spelling(string text, bool isInteger) =>
        Assert.Equal(isInteger, JsonItem.Scalar(JsonKind.Number, text, 1).TryInteger(out _));
}
