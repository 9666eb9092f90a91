// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Statements;
using Attestation.Wire;

namespace Attestation.Agent.Ledger;

/// <summary>Writes statements: salt, time and everything about the agent are added here and by nobody else.</summary>
/// <param name="agent">The running executable.</param>
/// <param name="boot">This boot.</param>
/// <param name="clock">Says when a statement was issued.</param>
internal sealed class OwnStatements(AgentIdentity agent, IBoot boot, TimeProvider clock)
{
    /// <summary>The running executable.</summary>
    public AgentIdentity Agent => agent;

    /// <summary>The kernel's name of this boot.</summary>
    public Guid BootId { get; } = boot.Id();

    /// <summary>Leaf 0.</summary>
    /// <param name="run">The log.</param>
    /// <param name="tees">Whose Evidence covers it.</param>
    /// <param name="simulated">True on a simulated machine.</param>
    /// <param name="eventLogs">Event logs of the boot.</param>
    /// <param name="previous">The run before; null where there is none.</param>
    public PendingStatement LogStart(
        LogRun run, ImmutableArray<string> tees, bool simulated, ImmutableArray<EventLogReference> eventLogs, PreviousHead? previous) =>
        Pending(
            new LogStart
            {
                Origin = run.Origin.ToString(),
                RunId = Convert.FromHexString(run.RunId.Value),
                LogKey = run.PublicKey,
                Agent = agent,
                Tees = tees,
                Simulated = simulated,
                BootId = BootId,
                EventLogs = eventLogs,
                Monotonic = Monotonic(),
                Previous = previous,
            });

    /// <summary>A leaf for an idle log.</summary>
    /// <param name="newest">The head whose Evidence is the newest.</param>
    public PendingStatement Heartbeat(PublishedHead newest) =>
        Pending(new Heartbeat(BootId, Monotonic(), (ulong)newest.Size, newest.EvidenceSha256));

    /// <summary>A statement about a caller, ready for the queue.</summary>
    /// <param name="predicate">What it says.</param>
    /// <param name="uid">Whose turn it takes; null is the agent's own.</param>
    /// <param name="pending">The statement; null where a value of the caller's is one that no statement may have.</param>
    /// <param name="malformed">Which value, or null.</param>
    public bool TryWrite(IPredicate predicate, uint? uid, [NotNullWhen(true)] out PendingStatement? pending, [NotNullWhen(false)] out Malformed? malformed)
    {
        Span<byte> salt = stackalloc byte[Statement.SaltBytes];
        RandomNumberGenerator.Fill(salt);
        bool written = StatementWriter.TryWrite(predicate, salt, clock.GetUtcNow(), out Statement? made, out malformed);
        pending = written ? new(predicate.Type, made!.Raw, uid) : null;
        return written;
    }

    private PendingStatement Pending(IPredicate predicate) => TryWrite(predicate, uid: null, out PendingStatement? pending, out Malformed? malformed)
        ? pending
        : throw new UnreachableException($"the agent's own statement is refused: {malformed}");

    private ulong Monotonic() => (ulong)boot.Nanoseconds();
}
