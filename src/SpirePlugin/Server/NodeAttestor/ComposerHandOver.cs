// SPDX-License-Identifier: Apache-2.0

using Attestation.Grpc;
using Attestation.Kernel;
using Attestation.SpirePlugin.Protos.Binding;
using Attestation.SpirePlugin.Server.Binding;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Client = Attestation.SpirePlugin.Protos.Binding.Binding.BindingClient;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Hands keys over by the composer's socket, and takes nothing but "will enforce" for yes.</summary>
/// <remarks>Thread-safe; one channel a directory, which connects anew by itself.</remarks>
/// <param name="clock">Measures patience.</param>
/// <param name="peers">Who serves the socket.</param>
internal sealed class ComposerHandOver(TimeProvider clock, IPeerCredentials peers) : IHandOver, IDisposable
{
    private const string Settings = "NodeAttestor and CredentialComposer must name the same state_dir, and agent_path_template must lie within agent_path_prefixes";

    private const int MaxAnswer = 8 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SameUser user = new(peers);
    private readonly Lock gate = new();
    private (string Directory, GrpcChannel Channel)? open;

    /// <inheritdoc/>
    public async ValueTask<Refusal?> HandOverAsync(
        string stateDirectory, string agentId, ReadOnlyMemory<byte> spkiSha256, ReadOnlyMemory<byte> evidence, CancellationToken cancellationToken)
    {
        // What is not there yet is made by the composer: an outage. What is there and not ours alone is nobody's to use.
        if (!Directory.Exists(stateDirectory))
        {
            return NoComposer(stateDirectory);
        }

        if (BindingPlace.Problem(stateDirectory) is { } problem)
        {
            return new(StatusCode.FailedPrecondition, "state-dir", $"{problem}; {Settings}");
        }

        try
        {
            ExpectRequest request = new() { AgentId = agentId, SpkiSha256 = ByteString.CopyFrom(spkiSha256.Span), Evidence = ByteString.CopyFrom(evidence.Span) };
            using AsyncUnaryCall<ExpectResponse> call = new Client(ChannelTo(stateDirectory)).ExpectAsync(request, cancellationToken: cancellationToken);
            ExpectResponse answer = await call.ResponseAsync.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
            return Of(answer.Verdict);
        }
        catch (TimeoutException)
        {
            return Refusal.Outage("composer-late", $"the credential composer did not answer within {Patience.TotalSeconds} s; {Settings}");
        }
        catch (RpcException failed) when (!cancellationToken.IsCancellationRequested)
        {
            return Of(failed, stateDirectory);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => open?.Channel.Dispose();

    private static Refusal? Of(Verdict verdict) => verdict switch
    {
        Verdict.WillEnforce => null,
        Verdict.OutsidePrefixes => new(StatusCode.FailedPrecondition, "outside-prefixes", $"the agent's id is outside the credential composer's agent_path_prefixes; {Settings}"),
        Verdict.Full => Refusal.Outage("composer-full", $"the credential composer has too many records; {Settings}"),
        _ => Refusal.Outage("composer-unclear", $"the credential composer did not say that it will enforce the key; {Settings}"),
    };

    private static Refusal Of(RpcException failed, string stateDirectory) => failed switch
    {
        { Status.DebugException: { } cause } when cause.GetBaseException() is AnotherUserException =>
            Refusal.Outage("composer-of-another-user", $"{BindingPlace.SocketIn(stateDirectory)} is served by another user; {Settings}"),
        { StatusCode: StatusCode.Unavailable or StatusCode.Cancelled } => NoComposer(stateDirectory),
        _ => Refusal.Outage("composer-unclear", $"what answers at {BindingPlace.SocketIn(stateDirectory)} says {failed.StatusCode}; {Settings}"),
    };

    private static Refusal NoComposer(string stateDirectory) =>
        Refusal.Outage("no-composer", $"no credential composer answers at {BindingPlace.SocketIn(stateDirectory)}; {Settings}");

    private GrpcChannel ChannelTo(string directory)
    {
        lock (gate)
        {
            if (open is not { } known || known.Directory != directory)
            {
                open?.Channel.Dispose();
                open = known = (directory, UnixSocketChannel.Create(BindingPlace.SocketIn(directory), MaxAnswer, user.Require));
            }

            return known.Channel;
        }
    }
}
