// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Metrics;
using Attestation.SpirePlugin.Protos.Broker;
using Attestation.SpirePlugin.Protos.WorkloadAttestor;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Protocol = Attestation.SpirePlugin.Protos.WorkloadAttestor.WorkloadAttestor;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>SPIRE's WorkloadAttestor: what a process runs, as the attestation agent measured it.</summary>
/// <remarks>SPIRE's own health check is a call for its own pid: an error there would restart the SPIRE agent.</remarks>
/// <param name="measuring">Asks the agent.</param>
/// <param name="metrics">Counts attestations.</param>
/// <param name="clock">Says when one began.</param>
internal sealed class WorkloadAttestorService(WorkloadMeasuring measuring, IPluginMetrics metrics, TimeProvider clock) : Protocol.WorkloadAttestorBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.plugin.agent.workloadattestor.v1.WorkloadAttestor";

    /// <inheritdoc/>
    public override async Task<AttestResponse> Attest(AttestRequest request, ServerCallContext context)
    {
        AttestResponse response = new();
        response.SelectorValues.AddRange(await SelectorsAsync(request.Pid, isOfBroker: false, context).ConfigureAwait(false));
        return response;
    }

    /// <inheritdoc/>
    public override async Task<AttestReferenceResponse> AttestReference(AttestReferenceRequest request, ServerCallContext context)
    {
        Any reference = request.Reference ?? throw Invalid("reference is required");
        if (!reference.Is(WorkloadPIDReference.Descriptor))
        {
            throw Invalid($"reference type \"{reference.TypeUrl}\" is not supported, want {WorkloadPIDReference.Descriptor.FullName}");
        }

        AttestReferenceResponse response = new();
        response.SelectorValues.AddRange(await SelectorsAsync(Read(reference).Pid, isOfBroker: true, context).ConfigureAwait(false));
        return response;
    }

    private async Task<IEnumerable<string>> SelectorsAsync(int pid, bool isOfBroker, ServerCallContext context)
    {
        DateTimeOffset start = clock.GetUtcNow();
        IEnumerable<string> selectors = await measuring.SelectorsOfAsync(pid, isOfBroker, context.CancellationToken).ConfigureAwait(false);
        metrics.Called(["tee", "attest_workload"], start, StatusCode.OK);
        return selectors;
    }

    private static WorkloadPIDReference Read(Any reference)
    {
        try
        {
            return WorkloadPIDReference.Parser.ParseFrom(reference.Value);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw Invalid($"reference is malformed: {malformed.Message}");
        }
    }

    private static RpcException Invalid(string because) => new(new(StatusCode.InvalidArgument, because));
}
