// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Protos.AgentNodeAttestor;
using Grpc.Core;
using Protocol = Attestation.SpirePlugin.Protos.AgentNodeAttestor.NodeAttestor;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>The SPIRE agent's half of node attestation: a messenger between the server and the attestation agent, which alone touches the TEE.</summary>
/// <param name="configuration">What is in force.</param>
/// <param name="metrics">Counts attestations.</param>
/// <param name="clock">Measures the limit.</param>
internal sealed class NodeAttestorService(NodeAttestorConfiguration configuration, IPluginMetrics metrics, TimeProvider clock) : Protocol.NodeAttestorBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.plugin.agent.nodeattestor.v1.NodeAttestor";

    /// <summary>A silent attestor wedges the SPIRE agent (CONTRACTS, section 1.3).</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);

    /// <inheritdoc/>
    public override async Task AidAttestation(
        IAsyncStreamReader<Challenge> requestStream, IServerStreamWriter<PayloadOrChallengeResponse> responseStream, ServerCallContext context)
    {
        NodeAttestorOptions options = configuration.Current ?? throw new RpcException(new(StatusCode.FailedPrecondition, "not configured"));
        DateTimeOffset start = clock.GetUtcNow();
        StatusCode status = StatusCode.OK;
        using CancellationTokenSource late = new(Limit, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.CancellationToken);
        try
        {
            using AgentConnection agent = new(options.SocketDirectory, AgentSocket.Node);
            await new NodeConversation(agent, options.TrustDomain, clock).RunAsync(requestStream, responseStream, either.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (!context.CancellationToken.IsCancellationRequested && Refusal(failed, late.IsCancellationRequested) is { } refused)
        {
            status = refused.StatusCode;
            throw refused;
        }
        finally
        {
            metrics.Called(["tee", "aid_attestation"], start, status);
        }
    }

    private static RpcException? Refusal(Exception failed, bool isLate) => failed switch
    {
        _ when isLate => new(new(StatusCode.Unavailable, $"attestation did not end within {Limit.TotalSeconds} s")),
        AgentException refused => AgentRefusal.Of(refused),
        RpcException own => own,
        _ => null,
    };
}
