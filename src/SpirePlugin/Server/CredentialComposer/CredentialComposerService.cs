// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Protocol = Attestation.SpirePlugin.Protos.CredentialComposer.CredentialComposer;

namespace Attestation.SpirePlugin.Server.CredentialComposer;

/// <summary>
/// Stands in every signature of the SPIRE server. Of agents under its prefixes it lets a certificate through for exactly the key that was attested; of all
/// else it knows nothing and answers at once: it may not hold up other attestors, renewals, workloads, the CA or SPIRE's health check.
/// </summary>
/// <param name="configuration">What is in force.</param>
/// <param name="keys">Which agent may have which key.</param>
/// <param name="metrics">Counts verdicts.</param>
/// <param name="logger">Told of refusals.</param>
internal sealed partial class CredentialComposerService(
    ComposerConfiguration configuration, ExpectedKeys keys, IPluginMetrics metrics, ILogger<CredentialComposerService> logger) : Protocol.CredentialComposerBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.plugin.server.credentialcomposer.v1.CredentialComposer";

    // An empty answer changes nothing; it is never written to.
    private static readonly Task<ComposeServerX509CAResponse> SameCa = Task.FromResult(new ComposeServerX509CAResponse());
    private static readonly Task<ComposeServerX509SVIDResponse> SameServer = Task.FromResult(new ComposeServerX509SVIDResponse());
    private static readonly Task<ComposeAgentX509SVIDResponse> SameAgent = Task.FromResult(new ComposeAgentX509SVIDResponse());
    private static readonly Task<ComposeWorkloadX509SVIDResponse> SameWorkload = Task.FromResult(new ComposeWorkloadX509SVIDResponse());
    private static readonly Task<ComposeWorkloadJWTSVIDResponse> SameJwt = Task.FromResult(new ComposeWorkloadJWTSVIDResponse());

    /// <inheritdoc/>
    public override Task<ComposeServerX509CAResponse> ComposeServerX509CA(ComposeServerX509CARequest request, ServerCallContext context) => SameCa;

    /// <inheritdoc/>
    public override Task<ComposeServerX509SVIDResponse> ComposeServerX509SVID(ComposeServerX509SVIDRequest request, ServerCallContext context) => SameServer;

    /// <inheritdoc/>
    public override Task<ComposeWorkloadX509SVIDResponse> ComposeWorkloadX509SVID(ComposeWorkloadX509SVIDRequest request, ServerCallContext context) => SameWorkload;

    /// <inheritdoc/>
    public override Task<ComposeWorkloadJWTSVIDResponse> ComposeWorkloadJWTSVID(ComposeWorkloadJWTSVIDRequest request, ServerCallContext context) => SameJwt;

    /// <inheritdoc/>
    public override Task<ComposeAgentX509SVIDResponse> ComposeAgentX509SVID(ComposeAgentX509SVIDRequest request, ServerCallContext context)
    {
        ComposerOptions options = configuration.Current ?? throw new RpcException(new(StatusCode.FailedPrecondition, "not configured"));
        if (!options.Enforces(request.SpiffeId))
        {
            return SameAgent;
        }

        bool known = keys.TryTake(request.SpiffeId, SHA256.HashData(request.PublicKey.Span), out ReadOnlyMemory<byte>? evidence);
        metrics.Count(["tee", "composer", "agent"], new MetricLabel("verdict", known ? "attested" : "refused"));
        metrics.Gauge(["tee", "composer", "records"], keys.Count);
        if (!known)
        {
            LogRefused(logger, request.SpiffeId);
            throw new RpcException(new(StatusCode.PermissionDenied, "no attestation covers this key: no record, or it was used or ran out"));
        }

        return options.StampEvidence && !evidence!.Value.IsEmpty ? Task.FromResult(Stamped(request.Attributes, evidence.Value)) : SameAgent;
    }

    // Returned attributes replace the given ones: everything else is copied. Two extensions of one OID would make an unreadable certificate.
    private static ComposeAgentX509SVIDResponse Stamped(X509SVIDAttributes? given, ReadOnlyMemory<byte> evidence)
    {
        if (given?.Subject is null)
        {
            throw new RpcException(new(StatusCode.Internal, "the request has no attributes with a subject to stamp"));
        }

        X509SVIDAttributes attributes = given.Clone();
        foreach (X509Extension old in attributes.ExtraExtensions.Where(each => each.Oid == EvidenceExtension.Oid).ToArray())
        {
            attributes.ExtraExtensions.Remove(old);
        }

        attributes.ExtraExtensions.Add(new X509Extension { Oid = EvidenceExtension.Oid, Value = UnsafeByteOperations.UnsafeWrap(evidence) });
        return new() { Attributes = attributes };
    }

    [LoggerMessage(661, LogLevel.Warning, "Agent certificate refused")]
    private static partial void LogRefused(ILogger logger, string agent_id);
}
