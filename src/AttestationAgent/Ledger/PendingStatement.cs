// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;

namespace Attestation.Agent.Ledger;

/// <summary>A statement on its way into the log, and whoever waits for it.</summary>
/// <param name="type">What it says.</param>
/// <param name="statement">Its bytes.</param>
/// <param name="uid">Who handed it in; null is the agent itself, which goes first.</param>
internal sealed class PendingStatement(PredicateType type, ReadOnlyMemory<byte> statement, uint? uid)
{
    private readonly TaskCompletionSource<CommittedStatement> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PredicateType Type => type;

    public ReadOnlyMemory<byte> Statement => statement;

    public uint? Uid => uid;

    /// <summary>The leaf's index; known once it is appended.</summary>
    public long Index { get; set; } = -1;

    /// <summary>Ends when the silicon has signed a head that covers the leaf and everything is durable.</summary>
    public Task<CommittedStatement> Answer => answer.Task;

    public void Succeed(PublishedHead head) => answer.TrySetResult(new(statement, Index, head));

    public void Fail(Exception failure) => answer.TrySetException(failure);
}
