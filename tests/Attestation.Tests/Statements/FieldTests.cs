// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Tests.Statements;

public sealed class FieldTests
{
    public static TheoryData<string, string> RequiredFields =>
        new(from text in Examples.All
            let statement = Examples.Read(text)
            from member in statement.Predicate.Members
            where !IsOptional(statement.Type!.Name, member.Name)
            let slice = text.Substring(member.Value.Start, member.Value.Length)
            select (text, $"\"{member.Name}\":{slice}"));

    [Theory]
    [MemberData(nameof(RequiredFields))]
    [Rule("STM-06", Outcome.Fail)]
    public void A_required_field_that_is_absent_is_missed(string text, string member)
    {
        string without = text.Replace("," + member, "", StringComparison.Ordinal).Replace(member + ",", "", StringComparison.Ordinal);

        StatementFormTests.Broken(without, "STM-06");
    }

    [Theory]
    [MemberData(nameof(RequiredFields))]
    [Rule("STM-06", Outcome.Fail)]
    public void A_required_field_that_is_null_is_refused(string text, string member) =>
        StatementFormTests.Broken(text.Replace(member, member[..(member.IndexOf(':', StringComparison.Ordinal) + 1)] + "null", StringComparison.Ordinal), "STM-06");

    [Theory]
    [InlineData("log-start/v1", "\"version\":\"0.3.0\"", "\"version\":\"\"")]
    [InlineData("log-start/v1", "\"kind\":\"ccel\"", "\"kind\":\"other\"")]
    [InlineData("log-start/v1", "\"simulated\":false", "\"simulated\":\"false\"")]
    [InlineData("log-start/v1", "6f1d2c3b-4a59", "6F1D2C3B-4A59")]
    [InlineData("log-start/v1", "\"size\":\"41920\"", "\"size\":\"041920\"")]
    [InlineData("log-start/v1", "\"size\":\"41920\"", "\"size\":\"18446744073709551616\"")]
    [InlineData("log-start/v1", "\"size\":\"41920\"", "\"size\":\"1\\u0000\"")]
    [InlineData("log-start/v1", "\"tees\":[\"tdx\"]", "\"tees\":[]")]
    [InlineData("log-start/v1", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=", "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbh=")]
    [InlineData("log-start/v1", "01010101010101010101010101010101", "0101010101010101010101010101")]
    [InlineData("heartbeat/v1", "2026-11-20T08:10:00Z", "2026-11-20T08:10:00.5Z")]
    [InlineData("heartbeat/v1", "2026-11-20T08:10:00Z", "2026-11-20T08:10:00+00:00")]
    [InlineData("heartbeat/v1", "2026-11-20T08:10:00Z", "2026-11-20T08:10:00Z\\u0000")]
    [InlineData("node/v1", "\"kind\":\"boot\"", "\"kind\":\"run\"")]
    [InlineData("node/v1", "\"kind\":\"boot\"", "\"kind\":\"host\"")]
    [InlineData("node/v1", "\"pid\":912", "\"pid\":-912")]
    [InlineData("node/v1", "\"pid\":912", "\"pid\":2147483648")]
    [InlineData("node/v1", "\"pid\":912", "\"pid\":\"912\"")]
    [InlineData("node/v1", "ecdsa-sha256", "ecdsa-sha384")]
    [InlineData("node/v1", "\"spki\":\"5151", "\"spki\":\"5251")]
    [InlineData("svid-binding/v1", "\"method\":\"front\"", "\"method\":\"launcher\"")]
    [InlineData("svid-binding/v1", "\"alg\":\"sha256\"", "\"alg\":\"sha512\"")]
    [InlineData("svid-binding/v1", "\"issuedAt\"", "\"audience\":\"a\",\"issuedAt\"")]
    [InlineData("history-checkpoint/v1", "\"subject\":[", "\"subject\":[{\"digest\":{\"sha256\":\"4d4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e\"},\"name\":\"chain-head\"},")]
    [InlineData("history-checkpoint/v1", "\"heads\":[", "\"heads\":[1,")]
    [InlineData("history-checkpoint/v1", "\"sha256\":\"4e4e4e4e", "\"sha256\":\"4f4e4e4e")]
    [InlineData("user-data/v1", "\"measured\":\"none\"", "\"measured\":\"hash\"")]
    [InlineData("user-data/v1", "\"peer\":", "\"peers\":")]
    [InlineData("user-data/v1", "\"audience\":\"https://verifier.example\",", "")]
    [InlineData("user-data/v1", "\"nonce\":\"0e0e", "\"nonce\":\"0E0e")]
    [Rule("STM-06", Outcome.Fail)]
    public void A_field_of_another_type_or_range_is_refused(string predicate, string old, string changed)
    {
        int at = Examples.Of(predicate).IndexOf(old, StringComparison.Ordinal);

        StatementFormTests.Broken(Examples.Of(predicate).Remove(at, old.Length).Insert(at, changed), "STM-06");
    }

    private static bool IsOptional(string predicate, string name) =>
        name is "previous" or "appId" or "namespace" || (name, predicate) is ("spiffeId", "svid-binding/v1") || (name, predicate) is ("nonce" or "audience", "user-data/v1");
}
