// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Attestation.Statements;
using Attestation.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>Takes callers' statements in and waits for their head: each purpose on its own socket, with its own quota and patience.</summary>
/// <param name="state">The run.</param>
internal sealed class AppendCalls(AgentState state)
{
    /// <summary>A throttled SNP report takes up to 62 s (CONTRACTS, section 1.3).</summary>
    private static readonly TimeSpan NodePatience = TimeSpan.FromSeconds(70);

    /// <summary>Appends one statement.</summary>
    /// <param name="request">What, and its idempotency key.</param>
    /// <param name="peer">Who asks.</param>
    /// <param name="deadline">The caller's; <see cref="DateTime.MaxValue"/> where he set none.</param>
    /// <param name="cancellationToken">Gives up waiting; the leaf stays.</param>
    /// <exception cref="RpcException">Refused, or too late.</exception>
    public async Task<CommittedStatement> AppendAsync(AppendRequest request, SocketPeer peer, DateTime deadline, CancellationToken cancellationToken)
    {
        RequireKey(request);
        switch (request.BodyCase, peer.Socket)
        {
            case (AppendRequest.BodyOneofCase.UserData, SocketName.Agent):
                UserData said = UserDataStatements.Of(request.UserData, peer);
                return await Wait(Pending(request, peer, () => Add(said, peer, bytes => state.Quotas.Take(peer.Uid, bytes, state.Options.UserDataQuota))), state.Options.Commit.Deadline, deadline, cancellationToken).ConfigureAwait(false);
            case (AppendRequest.BodyOneofCase.Node, SocketName.Node):
                NodeStatement node = await state.Nodes.MakeAsync(request.Node, peer, cancellationToken).ConfigureAwait(false);
                return await Wait(Pending(request, peer, () => Add(node, peer, bytes => state.NodeQuotas.Take(peer.Uid, bytes, state.Options.NodeQuota))), NodePatience, deadline, cancellationToken).ConfigureAwait(false);
            case (AppendRequest.BodyOneofCase.None, _):
                throw AgentError.Malformed("no body, want user_data or node");
            default:
                throw AgentError.Of(StatusCode.PermissionDenied, "wrong-socket", "user data is appended on agent.sock, node statements on node.sock, bindings by Bind on bind.sock");
        }
    }

    /// <summary>Appends what the agent itself says of a caller.</summary>
    /// <param name="predicate">What; the caller's quota was asked before.</param>
    /// <param name="peer">Who asks.</param>
    /// <param name="deadline">The caller's; <see cref="DateTime.MaxValue"/> where he set none.</param>
    /// <param name="cancellationToken">Gives up waiting; the leaf stays.</param>
    /// <exception cref="RpcException">Refused, or too late.</exception>
    public Task<CommittedStatement> AppendAsync(IPredicate predicate, SocketPeer peer, DateTime deadline, CancellationToken cancellationToken) =>
        Wait(Add(predicate, peer, _ => { }), state.Options.Commit.Deadline, deadline, cancellationToken);

    /// <summary>What a caller is answered.</summary>
    public AppendResponse AnswerOf(CommittedStatement committed) => new()
    {
        Origin = state.Run.Origin.ToString(),
        Index = (ulong)committed.Index,
        Statement = UnsafeByteOperations.UnsafeWrap(committed.Statement),
        Proof = state.Proofs.Of(committed),
        Size = (ulong)committed.Head.Size,
    };

    private static void RequireKey(AppendRequest request)
    {
        if (request.IdempotencyKey.Length > IdempotentAppends.MaxKeyBytes)
        {
            throw AgentError.Malformed($"idempotency key of {request.IdempotencyKey.Length} bytes, want at most {IdempotentAppends.MaxKeyBytes}");
        }
    }

    private PendingStatement Pending(AppendRequest request, SocketPeer peer, Func<PendingStatement> add) => request.IdempotencyKey.IsEmpty
        ? add()
        : state.Idempotency.Join(peer.Uid, request.IdempotencyKey.Span, request.ToByteArray(), add)
            ?? throw AgentError.Of(StatusCode.InvalidArgument, "idempotency-mismatch", "this key came with another body before");

    private PendingStatement Add(IPredicate predicate, SocketPeer peer, Action<int> takeQuota)
    {
        if (!state.Statements.TryWrite(predicate, peer.Uid, out PendingStatement? pending, out Malformed? malformed))
        {
            throw AgentError.Malformed(malformed.ToString());
        }

        try
        {
            takeQuota(pending.Statement.Length);
            state.Queue.Add(pending);
            return pending;
        }
        catch (AppendRefusedException refused)
        {
            throw AgentError.Of(refused);
        }
    }

    private async Task<CommittedStatement> Wait(PendingStatement pending, TimeSpan patience, DateTime deadline, CancellationToken cancellationToken)
    {
        // A caller's own deadline cancels the call; who set none is given one.
        patience = deadline == DateTime.MaxValue ? patience : Timeout.InfiniteTimeSpan;
        try
        {
            return await pending.Answer.WaitAsync(patience, state.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (AppendRefusedException refused)
        {
            throw AgentError.Of(refused);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            throw AgentError.Of(Late(patience));
        }
    }

    private AppendRefusedException Late(TimeSpan patience) => state.Commit.DeviceFailure is { } failure
        ? new(failure.Reason == AttesterReason.TimedOut ? RefusalReason.DeviceTimeout : RefusalReason.DeviceBusy, $"{failure.Message}. {failure.Hint}".TrimEnd(' ', '.'), failure)
        : new(RefusalReason.DeviceTimeout, patience == Timeout.InfiniteTimeSpan ? "no quote before the caller's deadline" : $"no quote within {patience.TotalSeconds} s");
}
