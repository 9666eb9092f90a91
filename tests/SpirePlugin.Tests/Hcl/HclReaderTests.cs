// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Json;
using Attestation.SpirePlugin.Hcl;
using CsCheck;

namespace Attestation.SpirePlugin.Tests.Hcl;

public sealed class HclReaderTests
{
    [Theory]
    [InlineData("", "{}")]
    [InlineData("a = 1", "{a:1}")]
    [InlineData("a = \"x\"\n\nb = true", "{a:\"x\",b:true}")]
    [InlineData("\"a\" = \"b\"", "{a:\"b\"}")]
    [InlineData("a = [1, \"x\", [true], { b = 2 },]", "{a:[1,\"x\",[true],{b:2}]}")]
    [InlineData("a { b = 1 }", "{a:{b:1}}")]
    [InlineData("a = { b = 1, c = 2 }", "{a:{b:1,c:2}}")]
    [InlineData("a \"x\" \"y\" { b = 1 }", "{a:{x:{y:{b:1}}}}")]
    [InlineData("\"foo\" \"bar\" { }", "{foo:{bar:{}}}")]
    [InlineData("a { b = 1 }\na { b = 2 }", "{a:[{b:1},{b:2}]}")]
    [InlineData("a = 1\na = 2", "{a:2}")]
    [InlineData("a = [1]\na = [2]", "{a:[1,2]}")]
    [InlineData("a \"x\" { b = 1 }\na \"y\" { b = 2 }", "{a:[{x:{b:1}},{y:{b:2}}]}")]
    [InlineData("a { b = 1 }\na = [{ c = 2 }]", "{a:[{b:1},{c:2}]}")]
    [InlineData("a = [{ b = 1 }]\na { c = 2 }", "{a:[{b:1},{c:2}]}")]
    [InlineData("a { b = 1 }\na = 1\na { c = 2 }", "{a:{c:2}}")]
    [InlineData("# x\na = 1 // y\n/* z\n */ b = 2", "{a:1,b:2}")]
    [InlineData("a = 0x10 b = 010 c = -3 d = 1.5 e = 1e-3", "{a:16,b:8,c:-3,d:1.5,e:1e-3}")]
    [InlineData("a = \"\\n\\t\\\\\\\"\\x41\\u00e9\\101\"", "{a:\"\n\t\\\"AéA\"}")]
    [InlineData("a = \"${b \"c\" {d}}\"", "{a:\"${b \"c\" {d}}\"}")]
    [InlineData("a = <<X\nl1\n  l2\nX\nb = 1", "{a:\"l1\n  l2\n\",b:1}")]
    [InlineData("a = <<-X\n  l1\n    l2\n  X\n", "{a:\"l1\n  l2\n\"}")]
    [InlineData("a = <<X\nl1\nX", "{a:\"l1\n\"}")]
    [InlineData("a = \"x\\/y \\ud83d\\ude00\"", "{a:\"x/y \ud83d\ude00\"}")]
    [InlineData("a = .5 b = 1. c = -1.5e3", "{a:.5,b:1.,c:-1.5e3}")]
    [InlineData("a = 0xffffffffffffffffff b = 99999999999999999999", "{a:0xffffffffffffffffff,b:99999999999999999999}")]
    [InlineData("a-b.c_d = 1", "{a-b.c_d:1}")]
    [InlineData("\u043a\u043b\u044e\u0447 = 1 \ud835\udcb3 = 2", "{\u043a\u043b\u044e\u0447:1,\ud835\udcb3:2}")]
    [InlineData("a = 1\r\nb = 2\r\n", "{a:1,b:2}")]
    [InlineData(" {\"a\": [1, {\"b\": null}]}", "{a:[1,{b:null}]}")]
    public void Text_is_read(string text, string want)
    {
        Assert.True(HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem), problem?.ToString());

        Assert.Equal(want, Tree.Shown(root));
    }

    [Theory]
    [InlineData("\"text\"", 1)]
    [InlineData("a", 1)]
    [InlineData("a =\n", 2)]
    [InlineData("\na = b", 2)]
    [InlineData("a = null", 1)]
    [InlineData("a b = 1", 1)]
    [InlineData("a { b = 1", 1)]
    [InlineData("a = [1 2]", 1)]
    [InlineData("a = \"x", 1)]
    [InlineData("a = \"x\ny\"", 1)]
    [InlineData("a = \"\\.\"", 1)]
    [InlineData("a = \"\\ud800\"", 1)]
    [InlineData("a = <<X\nl\n", 1)]
    [InlineData("a: 1", 1)]
    [InlineData("/* x", 1)]
    [InlineData("a = 08", 1)]
    [InlineData("a = 1x", 1)]
    [InlineData("a = 0x", 1)]
    [InlineData("a = -.5", 1)]
    [InlineData("true = 1", 1)]
    [InlineData("a = 1,,b = 2", 1)]
    [InlineData("a = \"\\ud83d\\u0041\"", 1)]
    [InlineData("\ufeffa = 1", 1)]
    [InlineData("a = \"${b\"", 1)]
    [InlineData("}", 1)]
    [InlineData("{\"a\":1,\"a\":2}", 1)]
    public void What_is_no_HCL_is_named_with_its_line(string text, int line)
    {
        Assert.False(HclReader.TryParse(text, out _, out ConfigProblem? problem));

        Assert.Equal(line, problem.Line);
        Assert.NotEmpty(problem.Reason);
    }

    [Fact]
    public void Depth_and_length_have_limits()
    {
        Assert.True(HclReader.TryParse("a = " + new string('[', 32) + new string(']', 32), out _, out _));
        Assert.False(HclReader.TryParse("a = " + new string('[', 33) + new string(']', 33), out _, out _));
        Assert.False(HclReader.TryParse(string.Concat(Enumerable.Repeat("a { ", 100_000)), out _, out _));
        Assert.False(HclReader.TryParse(new string(' ', (1 << 20) + 1), out _, out _));
        Assert.False(HclReader.TryParse("#" + new string('\u20ac', 1 << 19), out _, out _));
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    [InlineData(100_000, false)]
    public void Labels_count_as_depth(int labels, bool reads) =>
        Assert.Equal(reads, HclReader.TryParse($"a {string.Concat(Enumerable.Repeat("\"x\" ", labels))}{{}}", out _, out _));

    [Theory]
    [InlineData("a{}", 60_000)]
    [InlineData("a=[1]\n", 30_000)]
    public void A_key_may_come_many_times(string item, int times)
    {
        Assert.True(HclReader.TryParse(string.Concat(Enumerable.Repeat(item, times)), out JsonItem? root, out _));

        Assert.Equal(times, Assert.Single(root.Members).Value.Items.Length);
    }

    [Fact]
    public void Blocks_count_as_values() => Assert.False(HclReader.TryParse(string.Concat(Enumerable.Repeat("a{}", (1 << 16) + 1)), out _, out _));

    [Theory]
    [InlineData("\ufeffa = 1", "U+FEFF")]
    [InlineData("a = \u0001", "U+0001")]
    [InlineData("a = \"\\.\"", "an escape \"\\.\"")]
    public void What_nobody_sees_is_named_by_its_number(string text, string because)
    {
        Assert.False(HclReader.TryParse(text, out _, out ConfigProblem? problem));

        Assert.Contains(because, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_throws() => Texts.Sample(
        text => HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem) ? root is not null : problem is not null, iter: 20_000);

    [Fact]
    public void No_text_that_is_nearly_HCL_throws() => Gen.Select(Gen.Int[0, Sample.Length - 1], Gen.Char[' ', '\u017f']).Sample(
        (at, letter) => HclReader.TryParse(Sample[..at] + letter + Sample[(at + 1)..], out JsonItem? root, out ConfigProblem? problem) ? root is not null : problem is not null, iter: 20_000);

    private const string Sample = "a = \"x\\n${y}\" # c\nb \"l\" { c = [1, 0x2, { d = true }] }\ne = <<-T\n  f\n  T\n/* g */ h = -1.5e3\n";

    private static readonly string[] Words = ["a", "=", "{", "}", "[", "]", ",", "\"", "\\", "<<", "X", "\n", " ", "0x", "1", ".", "#", "/*", "${", "-", "true", "\ud800"];

    private static readonly Gen<string> Texts = Gen.Int[0, Words.Length - 1].Select(at => Words[at]).Array[0, 24].Select(words => string.Concat(words));
}
