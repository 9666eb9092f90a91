// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Protocol = Attestation.SpirePlugin.Protos.ServerNodeAttestor.NodeAttestor;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>The SPIRE server's half of node attestation: verifies offline, hands the key to the composer, says what was verified.</summary>
/// <param name="configuration">What is in force.</param>
/// <param name="appraisal">The verifier.</param>
/// <param name="gate">What all attestations share.</param>
/// <param name="handOver">The credential composer.</param>
/// <param name="metrics">Counts attestations by status and reason.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Told of refusals.</param>
internal sealed partial class NodeAttestorService(
    NodeAttestorConfiguration configuration,
    NodeAppraisal appraisal,
    AttestGate gate,
    IHandOver handOver,
    IPluginMetrics metrics,
    TimeProvider clock,
    ILogger<NodeAttestorService> logger) : Protocol.NodeAttestorBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.plugin.server.nodeattestor.v1.NodeAttestor";

    /// <inheritdoc/>
    public override async Task Attest(IAsyncStreamReader<AttestRequest> requestStream, IServerStreamWriter<AttestResponse> responseStream, ServerCallContext context)
    {
        DateTimeOffset start = clock.GetUtcNow();
        Refusal? refusal = await RefusalOf(requestStream, responseStream, context).ConfigureAwait(false);
        metrics.Called(["tee", "attest"], start, refusal?.Code ?? StatusCode.OK);
        if (refusal is not null)
        {
            metrics.Count(["tee", "attest", "refused"], new MetricLabel("reason", refusal.Reason));
            LogRefused(logger, refusal.Reason, refusal.Text);
            throw new RpcException(new(refusal.Code, refusal.Text));
        }
    }

    private async Task<Refusal?> RefusalOf(IAsyncStreamReader<AttestRequest> requests, IServerStreamWriter<AttestResponse> responses, ServerCallContext context)
    {
        CancellationToken call = context.CancellationToken;
        using CancellationTokenSource late = new(AttestLimits.Whole, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, call);
        try
        {
            await RunAsync(new(requests, context.GetHttpContext().Request.BodyReader, responses, gate.Congestion, either.Token), either.Token).ConfigureAwait(false);
            return null;
        }
        catch (RefusedException refused)
        {
            return refused.Refusal;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !call.IsCancellationRequested)
        {
            return Refusal.Outage("late", $"the attestation did not end within {AttestLimits.Whole.TotalSeconds} s");
        }
    }

    // Whatever refuses before the payload is read takes it all the same.
    private async Task RunAsync(AttestStream stream, CancellationToken cancellationToken)
    {
        if (configuration.Current is not { } setup)
        {
            await stream.ForgetAsync().ConfigureAwait(false);
            throw new RpcException(new(StatusCode.FailedPrecondition, "not configured"));
        }

        if (!gate.TryEnter())
        {
            await stream.ForgetAsync().ConfigureAwait(false);
            throw new RefusedException(Refusal.Outage("overloaded", "too many attestations at once"));
        }

        try
        {
            await new NodeAttestation(setup, appraisal, gate, handOver, clock).RunAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave();
        }
    }

    [LoggerMessage(643, LogLevel.Warning, "Attestation refused")]
    private static partial void LogRefused(ILogger logger, string reason, string error);
}
