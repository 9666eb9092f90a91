// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Statements;
using Attestation.TestKit;
using Attestation.Wire;

namespace Attestation.Tests.Statements;

/// <summary>The worked examples of every predicate, one a line, as they were agreed on before there was code.</summary>
internal static class Examples
{
    public static string[] All { get; } = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Attestation.Tests", "Statements", "examples.jsonl"));

    public static string LogStart => Of("log-start/v1");

    public static string Heartbeat => Of("heartbeat/v1");

    public static string Node => Of("node/v1");

    public static string UserData => Of("user-data/v1");

    public static string Of(string predicate) => All.Single(each => each.Contains($"https://attestation-agent.dev/{predicate}\"", StringComparison.Ordinal));

    public static Statement Read(string text)
    {
        Assert.True(Statement.TryParse(Encoding.UTF8.GetBytes(text), out Statement? statement, out Malformed? malformed), malformed?.ToString());
        return statement;
    }
}
