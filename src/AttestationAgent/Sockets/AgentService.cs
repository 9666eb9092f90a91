// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Attestation.Documents;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>The agent's API on <c>agent.sock</c> (CONTRACTS, section 10.2): reading methods, and <c>user-data/v1</c>.</summary>
internal sealed class AgentService(AgentState state) : AgentClient.V1.Agent.AgentBase
{
    private const int Sha256Bytes = 32;

    /// <inheritdoc/>
    public override async Task<AppendResponse> Append(AppendRequest request, ServerCallContext context)
    {
        SocketPeer peer = PeerOf(context);
        if (!peer.IsAlive)
        {
            throw AgentError.Of(StatusCode.PermissionDenied, "peer-changed", "the process that opened this connection has exited");
        }

        UserDataBody body = request.BodyCase switch
        {
            AppendRequest.BodyOneofCase.UserData => request.UserData,
            AppendRequest.BodyOneofCase.Node => throw AgentError.Of(StatusCode.PermissionDenied, "wrong-socket", "node statements are made on the node socket"),
            _ => throw AgentError.Malformed("no body, want user_data"),
        };
        CommittedStatement committed = await Wait(Pending(request, body, peer), context).ConfigureAwait(false);
        return new()
        {
            Origin = state.Run.Origin.ToString(),
            Index = (ulong)committed.Index,
            Statement = UnsafeByteOperations.UnsafeWrap(committed.Statement),
            Proof = state.Proofs.Of(committed),
            Size = (ulong)committed.Head.Size,
        };
    }

    /// <inheritdoc/>
    public override Task<GetProofResponse> GetProof(GetProofRequest request, ServerCallContext context)
    {
        (string proof, ReadOnlyMemory<byte> entry) = state.Proofs.Of(SizeOf(request.Index), SizeOf(request.Size));
        GetProofResponse response = new() { Proof = proof };
        if (MayRead(PeerOf(context), entry))
        {
            response.Statement = UnsafeByteOperations.UnsafeWrap(entry);
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) =>
        Task.FromResult(CheckpointOf(state.Proofs.Newest));

    /// <inheritdoc/>
    public override Task<GetConsistencyResponse> GetConsistency(GetConsistencyRequest request, ServerCallContext context)
    {
        GetConsistencyResponse response = new();
        response.Hashes.AddRange(state.Proofs.Consistency(SizeOf(request.From), SizeOf(request.To)).Select(hash => ByteString.CopyFrom(hash.Bytes)));
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task GetEvidence(GetEvidenceRequest request, IServerStreamWriter<GetEvidenceResponse> answers, ServerCallContext context)
    {
        NotedHead head = state.Proofs.HeadOf(SizeOf(request.Size));
        byte[] document = state.Run.Storage.TryRead(LogLayout.Evidence(head.Size), EvidenceDocument.MaxBytes, out byte[]? read)
            ? read
            : throw AgentError.Of(StatusCode.NotFound, "evidence-pruned", $"the Evidence of size {head.Size} is not kept any more");
        foreach (ByteString chunk in Chunks.Of(document))
        {
            await answers.WriteAsync(new() { Size = (ulong)head.Size, Chunk = chunk }, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task GetEventLog(GetEventLogRequest request, IServerStreamWriter<GetEventLogResponse> answers, ServerCallContext context)
    {
        if (request.Sha256.Length != Sha256Bytes)
        {
            throw AgentError.Malformed($"sha256 of {request.Sha256.Length} bytes, want {Sha256Bytes}");
        }

        byte[] log = state.Run.Storage.TryRead(LogLayout.EventLog(request.Sha256.Span), LogLayout.MaxEventLogBytes, out byte[]? read)
            ? read
            : throw AgentError.Of(StatusCode.NotFound, "unknown-leaf", $"no event log {Hex.Of(request.Sha256.Span)}");
        foreach (ByteString chunk in Chunks.Of(log))
        {
            await answers.WriteAsync(new() { Chunk = chunk }, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override async Task GetBundle(GetBundleRequest request, IServerStreamWriter<GetBundleResponse> answers, ServerCallContext context)
    {
        SocketPeer peer = PeerOf(context);
        byte[] bundle = await state.Bundles.MakeAsync(
            request.Indices.Select(SizeOf),
            entry => MayRead(peer, entry),
            new(request.Endorsements, request.EventLogs, request.LogStart),
            context.CancellationToken).ConfigureAwait(false);
        foreach (ByteString chunk in Chunks.Of(bundle))
        {
            await answers.WriteAsync(new() { Chunk = chunk }, context.CancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task<GetInfoResponse> GetInfo(GetInfoRequest request, ServerCallContext context)
    {
        PublishedHead newest = state.Proofs.Newest;
        GetInfoResponse response = new()
        {
            Origin = state.Run.Origin.ToString(),
            LogKey = ByteString.CopyFrom(state.Run.PublicKey.Span),
            AgentSha256 = ByteString.CopyFrom(state.Statements.Agent.Sha256.Span),
            Version = state.Statements.Agent.Version,
            BootId = state.Statements.BootId.ToString("D"),
            Anchor = state.Anchor,
            Simulated = state.IsSimulated,
            Size = (ulong)newest.Size,
            EvidenceAt = UtcTime.Of(newest.At),
            QuoteP50Us = (ulong)state.Quoter.Latency.Median.TotalMicroseconds,
        };
        response.Tees.AddRange(state.Quoter.Tees);
        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    public override async Task Watch(WatchRequest request, IServerStreamWriter<GetCheckpointResponse> answers, ServerCallContext context)
    {
        long from = SizeOf(request.From);
        while (!context.CancellationToken.IsCancellationRequested)
        {
            PublishedHead head = await state.Heads.NextAsync(from, context.CancellationToken).ConfigureAwait(false)
                ?? throw AgentError.Of(StatusCode.Unavailable, "run-ended", "this run of the log has ended");
            await answers.WriteAsync(CheckpointOf(head), context.CancellationToken).ConfigureAwait(false);
            from = head.Size + 1;
        }
    }

    private PendingStatement Pending(AppendRequest request, UserDataBody body, SocketPeer peer)
    {
        if (request.IdempotencyKey.Length > IdempotentAppends.MaxKeyBytes)
        {
            throw AgentError.Malformed($"idempotency key of {request.IdempotencyKey.Length} bytes, want at most {IdempotentAppends.MaxKeyBytes}");
        }

        return request.IdempotencyKey.IsEmpty
            ? Append(body, peer)
            : state.Idempotency.Join(peer.Uid, request.IdempotencyKey.Span, body.ToByteArray(), () => Append(body, peer))
                ?? throw AgentError.Of(StatusCode.InvalidArgument, "idempotency-mismatch", "this key came with another body before");
    }

    private PendingStatement Append(UserDataBody body, SocketPeer peer)
    {
        if (!state.Statements.TryWrite(UserDataStatements.Of(body, peer), out ReadOnlyMemory<byte> statement, out Malformed? malformed))
        {
            throw AgentError.Malformed(malformed!.ToString());
        }

        try
        {
            if (state.Disk.Room() != DiskRoom.Enough)
            {
                throw new AppendRefusedException(RefusalReason.Overloaded, "the log's disk is nearly full: user data is refused first") { RetryAfter = TimeSpan.FromMinutes(1) };
            }

            state.Quotas.Take(peer.Uid, statement.Length, state.Options.UserDataQuota);
            PendingStatement pending = new(statement, peer.Uid);
            state.Queue.Add(pending);
            return pending;
        }
        catch (AppendRefusedException refused)
        {
            throw AgentError.Of(refused);
        }
    }

    private async Task<CommittedStatement> Wait(PendingStatement pending, ServerCallContext context)
    {
        // A caller's own deadline cancels the call; who set none is given one.
        TimeSpan patience = context.Deadline == DateTime.MaxValue ? state.Options.Commit.Deadline : Timeout.InfiniteTimeSpan;
        try
        {
            return await pending.Answer.WaitAsync(patience, state.Clock, context.CancellationToken).ConfigureAwait(false);
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

    private bool MayRead(SocketPeer peer, ReadOnlyMemory<byte> entry) =>
        peer.IsMemberOf(state.LogReaders) || (StatementOwner.Of(entry) is { } owner && owner == peer.Uid);

    private GetCheckpointResponse CheckpointOf(PublishedHead head) => new()
    {
        Note = head.NoteText,
        Size = (ulong)head.Size,
        LogKey = ByteString.CopyFrom(state.Run.PublicKey.Span),
    };

    private static SocketPeer PeerOf(ServerCallContext context) => PeerSampling.Of(context.GetHttpContext());

    private static long SizeOf(ulong value) =>
        value <= long.MaxValue ? (long)value : throw AgentError.Of(StatusCode.OutOfRange, "beyond-checkpoint", $"{value} is above 2^63");
}
