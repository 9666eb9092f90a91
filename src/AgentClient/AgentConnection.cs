// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Security.Cryptography;
using Attestation.AgentClient.V1;
using Attestation.Grpc;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attestation.AgentClient;

/// <summary>A connection to the attestation agent of this node.</summary>
/// <remarks>Thread-safe; many calls share it. Every method throws <see cref="AgentException"/> where the agent refuses or does not answer.</remarks>
public sealed class AgentConnection : IDisposable
{
    /// <summary>Where the agent's sockets are.</summary>
    public const string DefaultDirectory = "/run/tee-agent";

    private const int MaxDocument = 24 << 20;

    private readonly GrpcChannel channel;
    private readonly Agent.AgentClient agent;
    private readonly string path;

    /// <summary>A connection; nothing is sent before the first call.</summary>
    /// <param name="socketDirectory">The agent's socket directory.</param>
    /// <param name="socket">Which socket.</param>
    public AgentConnection(string socketDirectory = DefaultDirectory, AgentSocket socket = AgentSocket.Agent)
    {
        path = SocketIn(socketDirectory, socket);
        channel = UnixSocketChannel.Create(path);
        agent = new(channel);
    }

    /// <summary>A connection over a channel of the caller's own making.</summary>
    internal AgentConnection(GrpcChannel channel, string path)
    {
        (this.channel, this.path) = (channel, path);
        agent = new(channel);
    }

    /// <summary>Path of the agent's socket.</summary>
    /// <param name="socketDirectory">The agent's socket directory.</param>
    /// <param name="socket">Which socket.</param>
    public static string SocketIn(string socketDirectory, AgentSocket socket = AgentSocket.Agent) =>
        socket switch
        {
            AgentSocket.Node => Path.Combine(socketDirectory, "node", "node.sock"),
            AgentSocket.Bind => Path.Combine(socketDirectory, "bind", "bind.sock"),
            _ => Path.Combine(socketDirectory, "agent", "agent.sock"),
        };

    /// <summary>Appends one statement; answers when the silicon has signed a head that covers it.</summary>
    /// <param name="request">What.</param>
    /// <param name="deadline">How long to wait; null takes the agent's own.</param>
    /// <param name="cancellationToken">Gives up waiting; the statement may be in the log all the same.</param>
    public Task<AppendResponse> AppendAsync(AppendRequest request, TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        Asked(async () => await agent.AppendAsync(request, Until(deadline, cancellationToken)).ConfigureAwait(false));

    /// <summary>What the agent is.</summary>
    public Task<GetInfoResponse> GetInfoAsync(CancellationToken cancellationToken = default) =>
        Asked(async () => await agent.GetInfoAsync(new(), cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>The newest published checkpoint.</summary>
    public Task<GetCheckpointResponse> GetCheckpointAsync(CancellationToken cancellationToken = default) =>
        Asked(async () => await agent.GetCheckpointAsync(new(), cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>An inclusion proof.</summary>
    public Task<GetProofResponse> GetProofAsync(ulong index, ulong size = 0, CancellationToken cancellationToken = default) =>
        Asked(async () => await agent.GetProofAsync(new() { Index = index, Size = size }, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>A consistency proof.</summary>
    public Task<GetConsistencyResponse> GetConsistencyAsync(ulong from, ulong to = 0, CancellationToken cancellationToken = default) =>
        Asked(async () => await agent.GetConsistencyAsync(new() { From = from, To = to }, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>The Evidence document of the smallest kept size that is at least this; of the newest for 0.</summary>
    public Task<byte[]> GetEvidenceAsync(ulong size = 0, CancellationToken cancellationToken = default) =>
        Asked(() => Collect(agent.GetEvidence(new() { Size = size }, cancellationToken: cancellationToken), each => each.Chunk, cancellationToken));

    /// <summary>An event log by its digest.</summary>
    public Task<byte[]> GetEventLogAsync(ReadOnlyMemory<byte> sha256, CancellationToken cancellationToken = default) =>
        Asked(() => Collect(
            agent.GetEventLog(new() { Sha256 = ByteString.CopyFrom(sha256.Span) }, cancellationToken: cancellationToken), each => each.Chunk, cancellationToken));

    /// <summary>A proof bundle.</summary>
    public Task<byte[]> GetBundleAsync(GetBundleRequest request, CancellationToken cancellationToken = default) =>
        Asked(() => Collect(agent.GetBundle(request, cancellationToken: cancellationToken), each => each.Chunk, cancellationToken));

    /// <summary>Published checkpoints from now on.</summary>
    public async IAsyncEnumerable<GetCheckpointResponse> WatchAsync(
        ulong from = 0, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using AsyncServerStreamingCall<GetCheckpointResponse> call = agent.Watch(new() { From = from }, cancellationToken: cancellationToken);
        while (await Asked(async () => await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))
        {
            yield return call.ResponseStream.Current;
        }
    }

    /// <summary>Holds keys: announces them, is asked to sign, until either side ends. Node socket only.</summary>
    /// <remarks>A refusal comes out of the call's streams as an <see cref="RpcException"/>.</remarks>
    public AsyncDuplexStreamingCall<HoldKeysRequest, HoldKeysResponse> HoldKeys(CancellationToken cancellationToken = default) =>
        agent.HoldKeys(cancellationToken: cancellationToken);

    /// <summary>Measures a process. Node socket only.</summary>
    /// <param name="pid">Its number in the agent's pid namespace.</param>
    /// <param name="startTime">Field 22 of its <c>stat</c>, in clock ticks since boot.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AgentException"><see cref="AgentException.ProcessRefused"/>: the message begins with the code of <c>docs/threats.md</c> and a colon.</exception>
    public Task<MeasureProcessResponse> MeasureProcessAsync(int pid, ulong startTime, CancellationToken cancellationToken = default) =>
        Asked(async () => await agent.MeasureProcessAsync(
            new() { Pid = pid, StartTime = startTime.ToString(CultureInfo.InvariantCulture) }, cancellationToken: cancellationToken).ConfigureAwait(false));

    /// <summary>Binds a key of this process's own to the program that it runs. Bind socket only.</summary>
    /// <param name="begin">Which key, and what for.</param>
    /// <param name="sign">Signs 32 bytes as <see cref="BindChallenge"/> says.</param>
    /// <param name="deadline">How long to wait; null takes the agent's own.</param>
    /// <param name="cancellationToken">Gives up waiting; the statement may be in the log all the same.</param>
    /// <exception cref="AgentException"><see cref="AgentException.ProcessRefused"/>: the message begins with the code of <c>docs/threats.md</c> and a colon.</exception>
    public Task<AppendResponse> BindAsync(
        BindBegin begin, Func<ReadOnlyMemory<byte>, ValueTask<BindSignature>> sign, TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        Asked(async () =>
        {
            using AsyncDuplexStreamingCall<BindRequest, BindResponse> call = agent.Bind(Until(deadline, cancellationToken));
            await call.RequestStream.WriteAsync(new() { Begin = begin }, cancellationToken).ConfigureAwait(false);
            BindResponse asked = await AnswerOf(call, BindResponse.AnsweredOneofCase.Challenge, cancellationToken).ConfigureAwait(false);
            BindSignature signature = await sign(BindChallenge.DigestOf(begin, asked.Challenge.Span)).ConfigureAwait(false);
            await call.RequestStream.WriteAsync(new() { Signature = signature }, cancellationToken).ConfigureAwait(false);
            return (await AnswerOf(call, BindResponse.AnsweredOneofCase.Result, cancellationToken).ConfigureAwait(false)).Result;
        });

    /// <summary>Binds an ECDSA key that this process holds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="purpose"><c>x509-svid</c>, <c>dapr-history-signing</c> or <c>user</c>.</param>
    /// <param name="spiffeId">Whom it is to stand for; empty for nobody.</param>
    /// <param name="deadline">How long to wait; null takes the agent's own.</param>
    /// <param name="cancellationToken">Gives up waiting; the statement may be in the log all the same.</param>
    public Task<AppendResponse> BindAsync(
        ECDsa key, string purpose, string spiffeId = "", TimeSpan? deadline = null, CancellationToken cancellationToken = default) =>
        BindAsync(
            new() { Spki = ByteString.CopyFrom(key.ExportSubjectPublicKeyInfo()), Purpose = purpose, SpiffeId = spiffeId },
            digest => new(BindChallenge.Sign(key, digest)),
            deadline,
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();

    private static async Task<BindResponse> AnswerOf(
        AsyncDuplexStreamingCall<BindRequest, BindResponse> call, BindResponse.AnsweredOneofCase wanted, CancellationToken cancellationToken) =>
        await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false) && call.ResponseStream.Current.AnsweredCase == wanted
            ? call.ResponseStream.Current
            : throw new AgentException("malformed", $"the agent answered no {wanted.ToString().ToLowerInvariant()}");

    private static CallOptions Until(TimeSpan? deadline, CancellationToken cancellationToken) =>
        new(deadline: deadline is { } span ? DateTime.UtcNow + span : null, cancellationToken: cancellationToken);

    private static async Task<byte[]> Collect<T>(AsyncServerStreamingCall<T> call, Func<T, ByteString> chunkOf, CancellationToken cancellationToken)
    {
        using (call)
        {
            using MemoryStream whole = new();
            while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                ByteString chunk = chunkOf(call.ResponseStream.Current);
                if (whole.Length + chunk.Length > MaxDocument)
                {
                    throw new AgentException("too-large", $"the agent's answer is longer than {MaxDocument} bytes");
                }

                chunk.WriteTo(whole);
            }

            return whole.ToArray();
        }
    }

    private async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (RpcException refused)
        {
            throw Refusal(refused);
        }
        catch (IOException broken)
        {
            throw new AgentException(AgentException.Unreachable, $"{path}: the connection ended: {broken.Message}", broken);
        }
    }

    private AgentException Refusal(RpcException refused)
    {
        string? reason = refused.Trailers.GetValue(AgentException.ReasonTrailer);
        if (reason is null && refused.StatusCode == StatusCode.Unavailable)
        {
            return new(AgentException.Unreachable, $"{path}: no agent answers ({refused.Status.Detail})", refused);
        }

        bool known = long.TryParse(refused.Trailers.GetValue(AgentException.RetryTrailer), NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds);
        return new(reason ?? refused.StatusCode.ToString(), refused.Status.Detail, refused) { RetryAfter = known ? TimeSpan.FromMilliseconds(milliseconds) : TimeSpan.Zero };
    }
}
