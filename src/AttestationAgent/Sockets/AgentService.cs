// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Binding;
using Attestation.Agent.Fronts;
using Attestation.Agent.Ledger;
using Attestation.AgentClient.V1;
using Attestation.Documents;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>The agent's API (CONTRACTS, section 10.2): reading methods on every gRPC socket, and what each socket may append.</summary>
/// <param name="state">The run.</param>
/// <param name="binds">Binds keys.</param>
internal sealed class AgentService(AgentState state, BindCalls binds) : AgentClient.V1.Agent.AgentBase
{
    private const int Sha256Bytes = 32;

    private readonly AppendCalls appends = new(state);
    private readonly StatementOwners owners = new(state.Proofs);

    /// <inheritdoc/>
    public override async Task<AppendResponse> Append(AppendRequest request, ServerCallContext context)
    {
        CommittedStatement committed = await appends.AppendAsync(request, Unchanged(context), context.Deadline, context.CancellationToken).ConfigureAwait(false);
        return appends.AnswerOf(committed);
    }

    /// <inheritdoc/>
    public override Task HoldKeys(IAsyncStreamReader<HoldKeysRequest> said, IServerStreamWriter<HoldKeysResponse> asked, ServerCallContext context)
    {
        SocketPeer peer = Unchanged(context);
        return peer.Socket == SocketName.Node
            ? state.HeldKeys.ServeAsync(peer, said, asked, context.CancellationToken)
            : throw AgentError.Of(StatusCode.PermissionDenied, "wrong-socket", "keys are held on the node socket");
    }

    /// <inheritdoc/>
    public override Task<MeasureProcessResponse> MeasureProcess(MeasureProcessRequest request, ServerCallContext context)
    {
        SocketPeer peer = Unchanged(context);
        return peer.Socket == SocketName.Node
            ? state.Measuring.MeasureAsync(request, peer, context.CancellationToken)
            : throw AgentError.Of(StatusCode.PermissionDenied, "wrong-socket", "processes are measured on the node socket");
    }

    /// <inheritdoc/>
    public override Task Bind(IAsyncStreamReader<BindRequest> said, IServerStreamWriter<BindResponse> answers, ServerCallContext context)
    {
        SocketPeer peer = Unchanged(context);
        return peer.Socket == SocketName.Bind && context.GetHttpContext().Features.Get<FrontConnection>() is { } front
            ? binds.ServeAsync(peer, front, new(said, answers, state.Clock), context.Deadline, context.CancellationToken)
            : throw AgentError.Of(StatusCode.PermissionDenied, "wrong-socket", "keys are bound on the bind socket");
    }

    /// <inheritdoc/>
    public override Task<GetProofResponse> GetProof(GetProofRequest request, ServerCallContext context)
    {
        (string proof, ReadOnlyMemory<byte> entry) = state.Proofs.Of(SizeOf(request.Index), SizeOf(request.Size));
        GetProofResponse response = new() { Proof = proof };
        if (request.Index == 0 || MayRead(PeerOf(context), entry))
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

    private bool MayRead(SocketPeer peer, ReadOnlyMemory<byte> entry) =>
        peer.IsMemberOf(state.LogReaders) || (owners.Of(entry) is { } owner && owner == peer.Uid);

    private GetCheckpointResponse CheckpointOf(PublishedHead head) => new()
    {
        Note = head.NoteText,
        Size = (ulong)head.Size,
        LogKey = ByteString.CopyFrom(state.Run.PublicKey.Span),
    };

    private static SocketPeer Unchanged(ServerCallContext context) => PeerOf(context) is { IsUnchanged: true } peer
        ? peer
        : throw AgentError.Of(StatusCode.PermissionDenied, "peer-changed", "the process that opened this connection has exited, or runs another program");

    private static SocketPeer PeerOf(ServerCallContext context) => PeerSampling.Of(context.GetHttpContext());

    private static long SizeOf(ulong value) =>
        value <= long.MaxValue ? (long)value : throw AgentError.Of(StatusCode.OutOfRange, "beyond-checkpoint", $"{value} is above 2^63");
}
