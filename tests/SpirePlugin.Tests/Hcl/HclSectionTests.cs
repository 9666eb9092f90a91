// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.SpirePlugin.Hcl;

namespace Attestation.SpirePlugin.Tests.Hcl;

/// <summary>What users of HCL expect of keys and values (hashicorp/hcl 1.0, decoder).</summary>
public sealed class HclSectionTests
{
    [Fact]
    public void Keys_match_in_snake_case_and_any_case()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("SEV_SNP { Max_Stale = \"PT1S\" }\nrtmr1 = [\"x\"]");

        Assert.Equal(TimeSpan.FromSeconds(1), section.Section("sevSnp").Duration("maxStale", TimeSpan.Zero));
        Assert.Equal(["x"], section.Texts("rtmr1"));
        section.Done();
        Assert.Empty(problems);
    }

    [Fact]
    public void A_number_is_a_string_and_digits_are_a_number_but_no_string_is_a_boolean()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("a = 7 b = \"8\" c = \"true\"");

        Assert.Equal(("7", 8), (section.Text("a"), section.Integer("b", 0, 9)));
        Assert.False(section.Boolean("c", absent: false));
        Assert.Equal("line 1: c: is \"true\", want true or false", Assert.Single(problems).ToString());
    }

    [Fact]
    public void One_block_is_a_list_and_a_scalar_is_none()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("one { a = 1 }\nmany { a = 1 }\nmany { a = 2 }\nscalar = \"x\"");

        Assert.Single(section.Sections("one"));
        Assert.Equal([1, 2], section.Sections("many").Select(each => (int)each.Integer("a", 0, 9)!));
        Assert.Empty(section.Texts("scalar"));
        Assert.Single(problems);
    }

    [Fact]
    public void Repeated_blocks_are_one_object_where_one_is_wanted()
    {
        (ConfigSection section, _) = Of("a { b = 1 c { d = 1 } }\na { b = 2 c { e = 2 } }");
        ConfigSection merged = section.Section("a");

        Assert.Equal((2, 1, 2), (merged.Integer("b", 0, 9), merged.Section("c").Integer("d", 0, 9), merged.Section("c").Integer("e", 0, 9)));
    }

    [Fact]
    public void Alternatives_in_repeated_blocks_stay_alternatives()
    {
        (ConfigSection section, _) = Of("tdx { one { a = 1 b = 1 } }\ntdx { one { a = 2 b = 2 } }");

        Assert.Equal([(1, 1), (2, 2)], section.Section("tdx").Sections("one").Select(each => ((int)each.Integer("a", 0, 9)!, (int)each.Integer("b", 0, 9)!)));
    }

    [Fact]
    public void Nothing_is_lost_under_keys_that_differ_in_case()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("Deny = [\"x\"]\ndeny = [\"y\"]\nP \"a\" {}\np \"b\" {}\nLast = 1\nlast = 2");

        Assert.Equal(["x", "y"], section.Texts("deny"));
        Assert.Equal(["a", "b"], section.Labelled("p").Select(each => each.Label));
        Assert.Equal(2, section.Integer("last", 0, 9));
        section.Done();
        Assert.Empty(problems);
    }

    [Fact]
    public void A_number_keeps_its_text_where_a_string_is_wanted()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("a = 010 b = 0x02 c = 00000000000000000000000000000007 d = [1234] e = 1.51");

        Assert.Equal(("010", 8), (section.Text("a"), section.Integer("a", 0, 9)));
        Assert.Equal(("0x02", 2UL, 2L), (section.Text("b"), section.Mask("b"), section.Integer("b", 0, 9)));
        Assert.Equal(7, section.Bytes("c", 16)!.Value.Span[^1]);
        Assert.Equal([0x12, 0x34], Assert.Single(section.BytesList("d", 2)).ToArray());
        Assert.Equal("1.51", section.Text("e"));
        Assert.Empty(problems);
    }

    [Fact]
    public void A_mask_without_prefix_or_quotes_is_refused()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("a = 10");

        Assert.Null(section.Mask("a"));
        Assert.Equal("line 1: a: is 10, want a mask such as \"0x02\"", Assert.Single(problems).ToString());
    }

    [Theory]
    [InlineData("p \"a\" {}\np \"a\" {}")]
    [InlineData("p { a {} a {} }")]
    [InlineData("p = [{ a = [{}, {}] }]")]
    public void A_label_that_comes_again_is_there_again(string text) =>
        Assert.Equal(["a", "a"], Of(text).Section.Labelled("p").Select(each => each.Label));

    [Fact]
    public void Labels_come_in_the_order_of_the_file()
    {
        (ConfigSection section, _) = Of("p \"b\" { x = 1 }\np \"a\" { x = 2 }");

        ImmutableArray<(string Label, ConfigSection Section)> blocks = section.Labelled("p");

        Assert.Equal([("b", 1), ("a", 2)], blocks.Select(each => (each.Label, (int)each.Section.Integer("x", 0, 9)!)));
    }

    [Fact]
    public void A_key_that_nobody_knows_is_named_as_it_is_spelled()
    {
        (ConfigSection section, List<ConfigProblem> problems) = Of("a { Strange_Key = 1 }");
        section.Section("a").Done();

        Assert.Equal("line 1: a.Strange_Key: is not a known key", Assert.Single(problems).ToString());
    }

    private static (ConfigSection Section, List<ConfigProblem> Problems) Of(string text)
    {
        Assert.True(HclReader.TryParse(text, out JsonItem? root, out ConfigProblem? problem), problem?.ToString());
        List<ConfigProblem> problems = [];
        return (new(root, "", problems, style: ConfigStyle.Hcl), problems);
    }
}
