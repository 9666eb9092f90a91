// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;
using Attestation.Statements;

namespace Attestation.Agent.Sockets;

/// <summary>Whose a statement is, as the agent itself wrote it down; its bytes are shown to that user.</summary>
/// <param name="proofs">Reads other leaves of the same log.</param>
internal sealed class StatementOwners(LogProofs proofs)
{
    /// <summary>The uid of the process that it is about; null for the agent's own statements.</summary>
    public uint? Of(ReadOnlyMemory<byte> entry) => Statement.TryParse(entry, out Statement? statement, out _) ? OwnerOf(statement) : null;

    // The record of a certificate names a binding and no process: it is the binding's owner's, who needs both in one bundle.
    private uint? OwnerOf(Statement statement) =>
        statement.Type == PredicateTypes.SvidIssued ? BindingOwnerOf(SvidIssued.Of(statement)) : PeerOf(statement);

    private uint? BindingOwnerOf(SvidIssued record) =>
        record.BindingLeaf < (ulong)proofs.Newest.Size
        && Statement.TryParse(proofs.Of((long)record.BindingLeaf, size: 0).Entry, out Statement? binding, out _)
        && binding.Type == PredicateTypes.SvidBinding
            ? PeerOf(binding)
            : null;

    private static uint? PeerOf(Statement statement) =>
        (statement.Predicate.TryGet("peer", out JsonItem? peer) || statement.Predicate.TryGet("caller", out peer) || statement.Predicate.TryGet("process", out peer))
        && peer.TryGet("uid", out JsonItem? uid)
        && uid.TryInteger(out long value)
            ? (uint)value
            : null;
}
