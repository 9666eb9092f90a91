// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;
using Attestation.Json;

namespace Attestation.Tests.Configuration;

public sealed class ConfigSectionTests
{
    private readonly List<ConfigProblem> problems = [];

    [Fact]
    public void A_file_of_many_problems_is_answered_by_the_first_of_them()
    {
        ConfigSection section = Of($"{{ {string.Join(", ", Enumerable.Range(0, 10_000).Select(i => $"\"k{i}\": 1"))} }}");

        section.Done();

        Assert.Equal(ConfigSection.MaxProblems + 1, problems.Count);
        Assert.Equal("k99", problems[^2].Path);
        Assert.Contains("only the first 100", problems[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_quotes_the_front_of_what_stands_there()
    {
        ConfigSection section = Of($$"""{ "choice": "{{new string('x', 1 << 16)}}" }""");

        section.Choice("choice", "z", "z");

        Assert.InRange(Assert.Single(problems).Reason.Length, 1024, 1025);
    }

    [Fact]
    public void Every_kind_of_value_is_read()
    {
        ConfigSection section = Of(
            """
            { "flag": true, "text": "t", "texts": ["a", "b"], "choice": "x", "choices": ["y"], "number": -5, "bytes": "00fF",
              "list": ["01"], "mask": "0xfF", "bare": "10", "time": "2026-12-31T00:00:00Z", "duration": "P1DT1S", "section": { "in": 1 }, "sections": [{}, {}] }
            """);

        Assert.True(section.Boolean("flag", absent: false));
        Assert.Equal("t", section.Text("text"));
        Assert.Equal(["a", "b"], section.Texts("texts"));
        Assert.Equal("x", section.Choice("choice", "z", "x", "z"));
        Assert.Equal(["y"], section.Choices("choices", ["z"], ["y", "z"]));
        Assert.Equal(-5, section.Integer("number", -5, 5));
        Assert.Equal(new byte[] { 0, 0xff }, section.Bytes("bytes", 2)!.Value.ToArray());
        Assert.Equal(1, Assert.Single(section.BytesList("list", 1)).Length);
        Assert.Equal(0xffUL, section.Mask("mask"));
        Assert.Equal(0x10UL, section.Mask("bare"));
        Assert.Equal(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), section.Time("time"));
        Assert.Equal(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1), section.Duration("duration", default));
        ConfigSection nested = section.Section("section");
        Assert.Equal(("section", 1L), (nested.Path, nested.Integer("in", 0, 9)));
        Assert.Equal(["sections[0]", "sections[1]"], section.Sections("sections").Select(each => each.Path));
        nested.Done();
        section.Done();
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"key\":null}")]
    public void Absent_and_null_give_the_default(string text)
    {
        ConfigSection section = Of(text);

        Assert.False(section.Has("key"));
        Assert.True(section.Boolean("key", absent: true));
        Assert.Null(section.Text("key"));
        Assert.Empty(section.Texts("key"));
        Assert.Equal("z", section.Choice("key", "z", "x"));
        Assert.Equal(["z"], section.Choices("key", ["z"], ["y"]));
        Assert.Null(section.Integer("key", 0, 1));
        Assert.Null(section.Bytes("key", 1));
        Assert.Null(section.Mask("key"));
        Assert.Null(section.Time("key"));
        Assert.Equal(TimeSpan.MaxValue, section.Duration("key", TimeSpan.MaxValue));
        Assert.False(section.Section("key").IsPresent);
        Assert.Empty(section.Sections("key"));
        section.Done();
        Assert.Empty(problems);
    }

    [Fact]
    public void A_wrong_type_is_reported_once_and_gives_the_default()
    {
        ConfigSection section = Of("""{ "a": 1 }""");

        Assert.True(section.Boolean("a", absent: true));
        Assert.Null(section.Text("a"));
        Assert.Empty(section.Texts("a"));
        Assert.Equal("z", section.Choice("a", "z", "1"));
        Assert.Null(section.Integer("a", 2, 3));
        Assert.Null(section.Bytes("a", 1));
        Assert.Null(section.Mask("a"));
        Assert.Null(section.Time("a"));
        Assert.Equal(TimeSpan.Zero, section.Duration("a", TimeSpan.Zero));
        Assert.Equal(
            [
                "is 1, want true or false", "is 1, want a string", "is 1, want a list", "is 1, want one of 1", "is 1, want an integer from 2 to 3",
                "is a number, want 2 hex digits (1 bytes)", "is 1, want a mask such as \"0x02\"", "is 1, want a time such as 2026-12-31T00:00:00Z",
                "is 1, want a duration such as PT5M or P30D",
            ],
            problems.Select(each => each.Reason));
        Assert.All(problems, each => Assert.Equal((1, "a"), (each.Line, each.Path)));
    }

    [Fact]
    public void A_section_of_another_type_is_reported_and_read_as_absent()
    {
        ConfigSection section = Of("{ \"a\":\n [1] }").Section("a");

        Assert.True(section.Boolean("b", absent: true));
        section.Done();
        Assert.Equal(["line 2: a: is a list, want an object"], problems.Select(each => each.ToString()));
    }

    [Fact]
    public void Items_of_a_list_are_reported_where_they_stand_and_the_good_ones_stay()
    {
        Assert.Equal(["x"], Of("{ \"a\": [1,\n\"x\",\nnull] }").Texts("a"));
        Assert.Equal(["line 1: a[0]: is 1, want a string", "line 3: a[2]: is null, want a string"], problems.Select(each => each.ToString()));
    }

    [Fact]
    public void Keys_that_nobody_read_are_named_with_their_path()
    {
        ConfigSection outer = Of("{ \"a\": {\n\"b\": 1,\n\"c\": 2 } }");
        ConfigSection inner = outer.Section("a");
        inner.Integer("b", 0, 9);

        inner.Done();
        outer.Done();

        Assert.Equal(["line 3: a.c: is not a known key"], problems.Select(each => each.ToString()));
    }

    [Fact]
    public void A_problem_of_the_file_itself_has_no_path() => Assert.Equal("line 7: wrong", new ConfigProblem(7, "", "wrong").ToString());

    [Fact]
    public void A_reader_reports_under_the_key_or_where_the_section_stands()
    {
        ConfigSection section = Of("\n{ \"a\":\n\n1 }");

        section.Report("a", "wrong");
        section.Report("b", "absent");

        Assert.Equal(["line 4: a: wrong", "line 2: b: absent"], problems.Select(each => each.ToString()));
    }

    private ConfigSection Of(string text)
    {
        Assert.True(StrictJson.TryParse(text.ToUtf8(), "test", JsonLimits.Document, out JsonItem? root, out var malformed), malformed?.ToString());
        return new(root, "", problems);
    }
}
