// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.Json;
using Attestation.Json;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Tests.Json;

public sealed class StrictJsonTests
{
    private static readonly JsonLimits Limits = new(1000);

    [Theory]
    [InlineData("null", JsonKind.Null, "null")]
    [InlineData("true", JsonKind.Boolean, "true")]
    [InlineData("false", JsonKind.Boolean, "false")]
    [InlineData("-0.50e+3", JsonKind.Number, "-0.50e+3")]
    [InlineData("\"a\\u00e9\\ud83d\\ude00\\n\"", JsonKind.Text, "a\u00e9\U0001F600\n")]
    [InlineData("[]", JsonKind.Array, "")]
    [InlineData(" {} ", JsonKind.Object, "")]
    public void A_value_is_read_as_what_it_is(string text, JsonKind kind, string value)
    {
        JsonItem root = Reads(text);

        Assert.Equal((kind, value), (root.Kind, root.Text));
        Assert.Empty(root.Items);
        Assert.Empty(root.Members);
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "\"a\" stands twice in one object")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "\"a\" stands twice in one object")]
    [InlineData("{\"b\":{\"a\":1,\"c\":0,\"a\":2}}", "\"a\" stands twice in one object")]
    [InlineData("\"\\ud800\"", "a string holds a lone surrogate")]
    [InlineData("\"\\udc00\\ud800\"", "a string holds a lone surrogate")]
    [InlineData("{\"\\udfff\":1}", "a string holds a lone surrogate")]
    public void What_the_framework_lets_pass_is_refused(string text, string reason) => Assert.Equal(reason, Refuses(text).Reason);

    [Fact]
    public void A_duplicate_behind_many_names_is_found_too()
    {
        string names = string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"name{i}\":{i}"));

        Assert.Equal(40, Reads($"{{{names}}}").Members.Length);
        Assert.Equal("\"name3\" stands twice in one object", Refuses($"{{{names},\"name3\":0}}").Reason);
        Assert.Equal("\"name39\" stands twice in one object", Refuses($"{{{names},\"name39\":0}}").Reason);
    }

    [Fact]
    public void Names_of_one_length_and_ends_are_kept_apart() =>
        Assert.Equal(["abc", "acc", "abc"], Reads("[{\"abc\":1},{\"acc\":1},{\"abc\":1}]").Items.Select(each => each.Members[0].Name));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1 2")]
    [InlineData("{}x")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("// c\n1")]
    [InlineData("/* c */ 1")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData("NaN")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("[")]
    [InlineData("{\"a\"}")]
    [InlineData("\"")]
    [InlineData("tru")]
    [InlineData("\ufeff{}")]
    [InlineData("\0")]
    public void What_is_no_json_is_refused(string text)
    {
        Malformed malformed = Refuses(text);

        Assert.Equal("test", malformed.Structure);
        Assert.DoesNotContain("LineNumber", malformed.Reason, StringComparison.Ordinal);
        Assert.False(char.IsUpper(malformed.Reason[0]) || malformed.Reason.EndsWith('.'), malformed.Reason);
    }

    [Theory]
    [InlineData(new byte[] { 0x22, 0xff, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xc0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xed, 0xa0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xe2, 0x82, 0x22 })]
    public void Bytes_that_are_not_utf8_are_refused(byte[] bytes)
    {
        Assert.False(StrictJson.TryParse(bytes, "test", Limits, out _, out Malformed? malformed));
        Assert.Equal("is not UTF-8", malformed.Reason);
    }

    [Theory]
    [InlineData("{\n\"a\":1,\n\"a\":2}", 3)]
    [InlineData("[\r\n\r\n\"\\ud800\"]", 3)]
    [InlineData("[\n1,\n\n]", 4)]
    [InlineData("{}\n\nx", 3)]
    [InlineData("x", 1)]
    public void A_problem_names_its_line(string text, int line)
    {
        Malformed malformed = Refuses(text);

        Assert.Equal((line, $"line {line}"), (malformed.Line, malformed.Field));
    }

    [Fact]
    public void Values_know_their_line_and_their_bytes()
    {
        const string Text = "{ \"a\" :\n [ 1 ,\n{\"b\":\"\u00e9\"} ],\n\n\"c\": true }\n";
        byte[] bytes = Encoding.UTF8.GetBytes(Text);
        JsonItem root = Reads(Text);
        JsonItem list = Member(root, "a");

        Assert.Equal([1, 2, 2, 3, 5], [root.Line, list.Line, list.Items[0].Line, list.Items[1].Line, Member(root, "c").Line]);
        Assert.Equal("[ 1 ,\n{\"b\":\"\u00e9\"} ]", Slice(bytes, list));
        Assert.Equal("{\"b\":\"\u00e9\"}", Slice(bytes, list.Items[1]));
        Assert.Equal("\"\u00e9\"", Slice(bytes, Member(list.Items[1], "b")));
        Assert.Equal("true", Slice(bytes, Member(root, "c")));
        Assert.Equal(Text.TrimEnd(), Slice(bytes, root));
    }

    [Fact]
    public void Depth_32_is_read_and_depth_33_is_not()
    {
        Assert.Equal(JsonKind.Array, Reads(Nested(32)).Kind);
        Assert.NotNull(Refuses(Nested(33)));
        Assert.NotNull(Refuses(new string('[', 999)));
    }

    [Fact]
    public void The_limits_of_size_and_count_are_exact()
    {
        Assert.True(StrictJson.TryParse(new string(' ', 999).Insert(0, "1").ToUtf8(), "test", Limits, out _, out _));
        Assert.False(StrictJson.TryParse(new string(' ', 1000).Insert(0, "1").ToUtf8(), "test", Limits, out _, out Malformed? tooLong));
        Assert.Equal("is 1001 bytes, at most 1000 are read", tooLong.Reason);

        Assert.True(StrictJson.TryParse("[1,2,3]"u8.ToArray(), "test", Limits with { Values = 4 }, out _, out _));
        Assert.False(StrictJson.TryParse("[1,2,3]"u8.ToArray(), "test", Limits with { Values = 3 }, out _, out Malformed? tooMany));
        Assert.Equal("more than 3 values", tooMany.Reason);
    }

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1.0", null)]
    [InlineData("1e2", null)]
    [InlineData("-0", null)]
    [InlineData("\"1\"", null)]
    public void An_integer_has_one_form(string text, long? value) =>
        Assert.Equal(value, Reads(text).TryInteger(out long integer) ? integer : null);

    [Fact]
    public void A_name_that_is_not_there_is_not_found()
    {
        Assert.False(Reads("{\"a\":1}").TryGet("A", out _));
        Assert.False(Reads("[1]").TryGet("a", out _));
    }

    [Fact]
    public void What_the_framework_writes_is_read_back_slice_by_slice() => Documents.Sample(document =>
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(document);
        Assert.True(StrictJson.TryParse(bytes, "test", new(1 << 20), out JsonItem? root, out Malformed? malformed), malformed?.ToString());
        Assert.Equal(bytes.Length, root.Length);
        foreach (JsonMember member in root.Members)
        {
            string slice = Encoding.UTF8.GetString(bytes.AsSpan(member.Value.Start, member.Value.Length));
            Assert.Equal(JsonSerializer.Serialize(document[member.Name]), slice);
        }

        Assert.Equal(document.Keys, root.Members.Select(member => member.Name));
    });

    [Fact]
    public void Pieces_of_json_in_any_order_never_throw()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "1", "-", "e9", "true", "\\ud800", "\\", "\n", " ", "\ud83d\ude00"];

        Gen.OneOf(pieces.Select(Gen.Const).ToArray()).Array[0, 30].Sample(
            some =>
            {
                byte[] bytes = string.Concat(some).ToUtf8();
                bool reads = StrictJson.TryParse(bytes, "test", Limits, out JsonItem? root, out Malformed? malformed);
                Assert.Equal(reads, root is not null);
                Assert.Equal(reads, malformed is null);
                Assert.Equal(reads, FrameworkReads(bytes) && reads);
            },
            iter: 20_000);
    }

    private static Gen<Dictionary<string, object>> Documents => Gen.Dictionary(
        Gen.String[0, 20],
        Gen.OneOf(
            Gen.String[0, 30].Select(value => (object)value),
            Gen.Int.Select(value => (object)value),
            Gen.Bool.Select(value => (object)value),
            Gen.Int.Array[0, 5].Select(value => (object)value)))[0, 30]
        .Where(document => !document.Keys.Concat(document.Values.OfType<string>()).Any(text => text.Any(char.IsSurrogate)));

    private static bool FrameworkReads(byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new() { MaxDepth = 32 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Slice(byte[] bytes, JsonItem item) => Encoding.UTF8.GetString(bytes.AsSpan(item.Start, item.Length));

    private static JsonItem Member(JsonItem item, string name)
    {
        Assert.True(item.TryGet(name, out JsonItem? value));
        return value;
    }

    private static JsonItem Reads(string text)
    {
        Assert.True(StrictJson.TryParse(text.ToUtf8(), "test", new(1 << 16), out JsonItem? root, out Malformed? malformed), malformed?.ToString());
        return root;
    }

    private static Malformed Refuses(string text)
    {
        Assert.False(StrictJson.TryParse(text.ToUtf8(), "test", new(1 << 16), out JsonItem? root, out Malformed? malformed));
        Assert.Null(root);
        return malformed;
    }
}
