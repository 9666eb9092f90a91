// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Protos.Binding;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Grpc.Core;
using Protocol = Attestation.SpirePlugin.Protos.Binding.Binding;

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>Takes records in, for agents that the composer enforces.</summary>
/// <param name="keys">Where records are kept.</param>
/// <param name="metrics">Counts what became of them.</param>
/// <param name="options">What is in force.</param>
internal sealed class BindingService(ExpectedKeys keys, IPluginMetrics metrics, Func<ComposerOptions?> options) : Protocol.BindingBase
{
    private const int Sha256Bytes = 32;
    private const int MaxId = 2048;
    private const int MaxEvidence = 4096;

    /// <inheritdoc/>
    public override Task<ExpectResponse> Expect(ExpectRequest request, ServerCallContext context)
    {
        if (request.SpkiSha256.Length != Sha256Bytes || request.AgentId.Length is 0 or > MaxId || request.Evidence.Length > MaxEvidence)
        {
            throw new RpcException(new(StatusCode.InvalidArgument, "want an agent id, a SHA-256 and at most 4096 bytes of evidence"));
        }

        Verdict verdict = options()?.Enforces(request.AgentId) != true ? Verdict.OutsidePrefixes
            : keys.TryAdd(request.AgentId, request.SpkiSha256.Span, request.Evidence.Memory) ? Verdict.WillEnforce
            : Verdict.Full;
        metrics.Count(["tee", "composer", "hand_over"], new MetricLabel("verdict", Word(verdict)));
        metrics.Gauge(["tee", "composer", "records"], keys.Count);
        return Task.FromResult(new ExpectResponse { Verdict = verdict });
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.WillEnforce => "accepted",
        Verdict.Full => "full",
        _ => "outside-prefixes",
    };
}
