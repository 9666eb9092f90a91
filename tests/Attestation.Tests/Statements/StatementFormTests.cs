// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Appraisal;
using Attestation.Statements;
using Attestation.TestKit;

namespace Attestation.Tests.Statements;

public sealed class StatementFormTests
{
    public static TheoryData<string> Every => [.. Examples.All];

    [Theory]
    [MemberData(nameof(Every))]
    [Rule("STM-01", Outcome.Pass)]
    [Rule("STM-02", Outcome.Pass)]
    [Rule("STM-03", Outcome.Pass)]
    [Rule("STM-04", Outcome.Pass)]
    [Rule("STM-05", Outcome.Pass)]
    [Rule("STM-06", Outcome.Pass)]
    public void Every_example_is_a_statement_of_a_known_predicate(string text)
    {
        Assert.NotNull(Appraise(text)?.Type);
    }

    [Fact]
    public void The_examples_show_every_predicate() =>
        Assert.Equal(
            PredicateTypes.All.Select(type => type.Uri).Order(StringComparer.Ordinal),
            Examples.All.Select(text => Examples.Read(text).PredicateUri).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("\ud800")]
    [Rule("STM-01", Outcome.Fail)]
    public void Nothing_or_bytes_that_are_no_utf8_are_no_statement(string text) =>
        Broken(text == "" ? [] : [0xff, .. Encoding.UTF8.GetBytes(Examples.Heartbeat)], "STM-01");

    [Fact]
    [Rule("STM-01", Outcome.Fail)]
    public void One_byte_over_the_limit_is_no_statement() => Broken(new byte[StatementLimits.MaxBytes + 1], "STM-01");

    [Theory]
    [InlineData("\"_type\":", "\"_type\": ")]
    [InlineData("\"bootId\"", "\"\\u0062ootId\"")]
    [InlineData("\"evidenceSize\":\"412\",", "\"evidenceSize\":\"412\",\"evidenceSize\":\"412\",")]
    [InlineData("\"evidenceSize\":\"412\"", "\"evidenceSize\":0.5")]
    [InlineData("\"evidenceSize\":\"412\"", "\"evidenceSize\":-0")]
    [InlineData("\"evidenceSize\":\"412\"", "\"evidenceSize\":1e3")]
    [InlineData("\"evidenceSize\":\"412\"", "\"evidenceSize\":9007199254740993")]
    [InlineData("\"evidenceSize\":\"412\"", "\"evidenceSize\":\"\\ud800\"")]
    [InlineData("\"evidenceSize\":\"412\"", "\"evidenceSize\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]")]
    [InlineData("\"salt\"", "\"salt\":1,\"salt\"")]
    [InlineData("{\"_type\"", "[{\"_type\"")]
    [Rule("STM-02", Outcome.Fail)]
    public void Another_form_of_the_same_json_is_refused(string old, string changed) => Broken(Examples.Heartbeat.Replace(old, changed, StringComparison.Ordinal), "STM-02");

    [Fact]
    [Rule("STM-02", Outcome.Fail)]
    public void Strings_lists_and_objects_over_the_limits_are_refused()
    {
        string many = string.Join(",", Enumerable.Range(0, 257).Select(i => $"\"{i:d3}\":1"));

        Broken(With("\"zz\":\"" + new string('a', 4097) + "\""), "STM-02");
        Broken(With("\"zz\":[" + string.Join(",", Enumerable.Repeat("1", 257)) + "]"), "STM-02");
        Broken(With("\"zz\":{" + many + "}"), "STM-02");
        Broken(With("\"zz\":{\"" + new string('a', 4097) + "\":1}"), "STM-02");
    }

    [Fact]
    public void Strings_lists_and_objects_up_to_the_limits_are_read()
    {
        string many = string.Join(",", Enumerable.Range(0, 256).Select(i => $"\"{i:d3}\":-9007199254740992"));

        Assert.NotNull(Appraise(With("\"zy\":\"" + new string('a', 4096) + "\",\"zz\":{" + many + "}")));
    }

    [Theory]
    [InlineData("https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1")]
    [InlineData("{\"_type\"", "{\"A\":1,\"_type\"")]
    [InlineData("\"subject\"", "\"subjects\"")]
    [InlineData("\"predicateType\":\"https://attestation-agent.dev/heartbeat/v1\"", "\"predicateType\":1")]
    [Rule("STM-03", Outcome.Fail)]
    public void Another_envelope_is_refused(string old, string changed) => Broken(Examples.Heartbeat.Replace(old, changed, StringComparison.Ordinal), "STM-03");

    [Theory]
    [InlineData("\"name\":\"evidence\"", "\"name\":\"exe\"")]
    [InlineData("\"name\":\"evidence\"", "\"name\":\"file\"")]
    [InlineData("\"sha256\":\"ee", "\"sha1\":\"ee")]
    [InlineData("\"sha256\":\"ee", "\"sha256\":\"EE")]
    [InlineData("\"sha256\":\"ee", "\"sha256\":\"")]
    [InlineData("\"name\":\"evidence\"}", "\"name\":\"evidence\",\"uri\":\"a\"}")]
    [InlineData("\"subject\":[", "\"subject\":[1,")]
    [Rule("STM-04", Outcome.Fail)]
    public void Other_subjects_are_refused(string old, string changed) => Broken(Examples.Heartbeat.Replace(old, changed, StringComparison.Ordinal), "STM-04");

    [Fact]
    [Rule("STM-04", Outcome.Fail)]
    public void No_subject_and_too_many_are_refused()
    {
        string heartbeat = Examples.Heartbeat;
        string one = heartbeat[(heartbeat.IndexOf("[{\"digest\"", StringComparison.Ordinal) + 1)..^2];

        Broken(heartbeat.Replace(one, "", StringComparison.Ordinal), "STM-04");
        Broken(heartbeat.Replace(one, one + "," + one, StringComparison.Ordinal), "STM-04");
        Broken(Examples.UserData.Replace("\"name\":\"data\"}", "\"name\":\"data\"},{\"digest\":{\"sha512\":\"" + new string('a', 128) + "\"},\"name\":\"exe\"}", StringComparison.Ordinal), "STM-04");
    }

    [Fact]
    public void Data_may_have_a_longer_digest() =>
        Assert.NotNull(Appraise(Examples.UserData.Replace("\"sha256\":\"" + new string('d', 2), "\"sha256\":\"dd", StringComparison.Ordinal)
            .Replace("\"name\":\"data\"}", "\"name\":\"data\"},{\"digest\":{\"sha512\":\"" + new string('a', 128) + "\"},\"name\":\"data\"}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("https://slsa.dev/provenance/v1")]
    [InlineData("https://attestation-agent.dev/heartbeat/v01")]
    [InlineData("https://attestation-agent.dev/heartbeat/v0")]
    [InlineData("https://attestation-agent.dev/heartbeat")]
    [InlineData("https://attestation-agent.dev//v1")]
    [InlineData("https://attestation-agent.dev/Heartbeat/v1")]
    [InlineData("https://attestation-agent.dev/heartbeat/v1\\u0000")]
    [Rule("STM-05", Outcome.Fail)]
    public void A_predicate_type_of_somebody_else_is_refused(string uri) =>
        Broken(Examples.Heartbeat.Replace("https://attestation-agent.dev/heartbeat/v1", uri, StringComparison.Ordinal), "STM-05");

    [Theory]
    [InlineData("heartbeat/v2")]
    [InlineData("later/v1")]
    [Rule("STM-05", Outcome.NotEvaluated)]
    [Rule("STM-06", Outcome.NotEvaluated)]
    public void A_predicate_of_a_later_time_is_a_leaf_that_is_not_interpreted(string name) =>
        Assert.Null(Appraise(Examples.Heartbeat.Replace("heartbeat/v1", name, StringComparison.Ordinal))!.Type);

    [Fact]
    public void Unknown_fields_are_kept_and_ignored() => Assert.Equal("1", Appraise(With("\"zz\":\"1\""))!.TextOf("zz"));

    private static string With(string member) =>
        Examples.Heartbeat.Replace("\"salt\":\"02020202020202020202020202020202\"", "\"salt\":\"02020202020202020202020202020202\"," + member, StringComparison.Ordinal);

    internal static Statement? Appraise(string text)
    {
        AppraisalRun run = new();
        run.Take(StatementForm.Appraise(Encoding.UTF8.GetBytes(text)), out Statement? statement);
        return statement;
    }

    internal static void Broken(string text, string rule) => Broken(Encoding.UTF8.GetBytes(text), rule);

    private static void Broken(byte[] bytes, string rule)
    {
        AppraisalRun run = new();
        Assert.False(run.Take(StatementForm.Appraise(bytes), out _));
        Assert.Equal([rule], run.Finish([]).Where(check => check.Outcome == Outcome.Fail).Select(check => check.Rule.Id));
    }
}
