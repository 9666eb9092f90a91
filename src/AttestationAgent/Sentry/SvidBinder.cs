// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Binding;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.Statements;
using Attestation.Wire;
using Grpc.Core;

namespace Attestation.Agent.Sentry;

/// <summary>Binds keys: appends <c>svid-binding/v1</c> and waits until the silicon has signed a head over it. Only then is a certificate asked for.</summary>
/// <remarks>A repeated attempt joins the leaf of the first; an attempt that is given up takes nothing back. Thread-safe.</remarks>
/// <param name="statements">Writes statements.</param>
/// <param name="queue">Takes them in.</param>
/// <param name="bound">Told of what is bound.</param>
internal sealed class SvidBinder(OwnStatements statements, StatementQueue queue, BoundProcesses bound)
{
    private readonly IdempotentAppends joined = new();

    /// <summary>Binds a key.</summary>
    /// <returns>The binding with a published head that covers it.</returns>
    /// <exception cref="RpcException">InvalidArgument: a value that no statement may have.</exception>
    /// <exception cref="OperationCanceledException">There was no head in time; the leaf stays.</exception>
    public async Task<CommittedStatement> BindAsync(KeyClaim claim, AttemptBudget budget)
    {
        byte[] identity = claim.Identity();
        while (true)
        {
            budget.Waiting = "no Evidence over the binding of the key";
            try
            {
                // The same body by construction: the key is a digest of all of it.
                PendingStatement pending = joined.Join(claim.Process.Uid, identity, identity, () => Append(claim))!;
                CommittedStatement committed = await pending.Answer.WaitAsync(budget.Token).ConfigureAwait(false);
                bound.Keep(claim.SpiffeId, claim.Measured, committed);
                return committed;
            }
            catch (AppendRefusedException refused)
            {
                await budget.HoldAsync(refused.Message).ConfigureAwait(false);
            }
        }
    }

    private PendingStatement Append(KeyClaim claim)
    {
        if (!statements.TryWrite(BindingOf(claim), claim.Process.Uid, out PendingStatement? pending, out Malformed? malformed))
        {
            throw AgentError.Malformed(malformed.ToString());
        }

        queue.Add(pending);
        return pending;
    }

    private SvidBinding BindingOf(KeyClaim claim) => new()
    {
        Spki = claim.Csr.SpkiSha256,
        Exe = claim.Measured.ExeSha256,
        Image = claim.Measured.ImageSha256,
        Purpose = SvidBinding.DaprPurpose,
        SpiffeId = claim.SpiffeId,
        Namespace = claim.App.Namespace,
        AppId = claim.App.Id,
        Possession = "csr",
        Method = "front",
        Measured = claim.Measured.Level,
        KeyOrigin = claim.IsListed ? "peer-generated" : "unknown",
        ImageDeleted = claim.Measured.IsImageDeleted,
        NotInPolicy = !claim.IsListed,
        Process = claim.Measured.Process,
        Previous = bound.PreviousOf(claim.SpiffeId, claim.Measured),
    };
}
