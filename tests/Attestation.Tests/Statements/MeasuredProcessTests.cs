// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Tests.Statements;

public sealed class MeasuredProcessTests
{
    [Fact]
    public void What_is_written_is_what_statements_hold()
    {
        MeasuredDigest digest = new("sha256", new string('a', 64), "agent-read");
        MeasuredProcess process = new(new(1, 2, 3, 4), "/kubepods", "/a \"b\"", ulong.MaxValue)
        {
            Verity = new("sha512", new string('b', 128), "fs-verity"),
            Mappings = digest,
            Argv = digest,
            Environment = digest,
            Dumpable = true,
            PtraceScope = 1,
        };

        string predicate = System.Text.Encoding.UTF8.GetString(process.ToJson().Span);

        Assert.Null(Problem(predicate));
        Assert.NotNull(Problem(predicate.Replace("\"exeSize\"", "\"exeLength\"", StringComparison.Ordinal)));
    }

    // As part of a statement: user data of a measured process.
    private static Malformed? Problem(string process)
    {
        string json = $$"""{"_type":"https://in-toto.io/Statement/v1","predicate":{"issuedAt":"2026-11-20T08:55:00Z","measured":"hash","process":{{process}},"salt":"{{new string('0', 32)}}"},"predicateType":"https://attestation-agent.dev/user-data/v1","subject":[{"digest":{"sha256":"{{new string('d', 64)}}"},"name":"data"}]}""";
        Assert.True(StrictJson.TryParse(System.Text.Encoding.UTF8.GetBytes(json), "statement", StatementLimits.Json, out JsonItem? root, out _));
        Statement.TryParse(Jcs.Canonical(root), out _, out Malformed? malformed);
        return malformed;
    }
}
