// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;
using Attestation.Statements;

namespace Attestation.Agent.Sockets;

/// <summary>Who appended a statement, as the agent itself wrote it down.</summary>
internal static class StatementOwner
{
    /// <summary>The peer's uid; null for the agent's own statements.</summary>
    public static uint? Of(ReadOnlyMemory<byte> entry) =>
        Statement.TryParse(entry, out Statement? statement, out _)
        && (statement.Predicate.TryGet("peer", out JsonItem? peer) || statement.Predicate.TryGet("caller", out peer) || statement.Predicate.TryGet("process", out peer))
        && peer.TryGet("uid", out JsonItem? uid)
        && uid.TryInteger(out long value)
            ? (uint)value
            : null;
}
