// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>STM-11: leaf 0 is the log's start and says what the checkpoint says; no other leaf is one.</summary>
public static class LogStartMatch
{
    /// <summary>Judges one statement of a log.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="leaf">Its proven index.</param>
    /// <param name="origin">The checkpoint's origin.</param>
    /// <param name="logKey">The raw key that signed the note.</param>
    public static Check Appraise(Statement statement, long leaf, string origin, ReadOnlySpan<byte> logKey)
    {
        bool isStart = statement.Type == PredicateTypes.LogStart;
        if (isStart != (leaf == 0))
        {
            return Check.Fail(
                StatementRules.LogStart,
                isStart ? $"a log-start stands at leaf {leaf}, want it at 0" : $"leaf 0 is {statement.PredicateUri}, want {PredicateTypes.LogStart.Uri}");
        }

        return isStart && Difference(LogStart.Of(statement), statement, origin, logKey) is { } difference
            ? Check.Fail(StatementRules.LogStart, difference)
            : Check.Pass(StatementRules.LogStart);
    }

    private static string? Difference(LogStart start, Statement statement, string origin, ReadOnlySpan<byte> logKey)
    {
        byte[] runId = SHA256.HashData(logKey);
        return start.Origin != origin ? $"origin is {start.Origin}, the checkpoint's is {origin}"
            : !start.LogKey.Span.SequenceEqual(logKey) ? $"logKey is {Hex.Of(start.LogKey.Span)}, the note's key is {Hex.Of(logKey)}"
            : !start.RunId.Span.SequenceEqual(runId) ? $"runId is {Hex.Of(start.RunId.Span)}, SHA-256 of the key is {Hex.Of(runId)}"
            : !statement.SubjectOf(Subject.LogKey)!.Digest.Span.SequenceEqual(runId) ? "the log-key subject is not SHA-256 of the key"
            : !statement.SubjectOf(Subject.Exe)!.Digest.Span.SequenceEqual(start.Agent.Sha256.Span) ? "the exe subject is not agent.sha256"
            : null;
    }
}
