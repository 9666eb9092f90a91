// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.Broker;
using Attestation.SpirePlugin.Protos.WorkloadAttestor;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Protocol = Attestation.SpirePlugin.Protos.WorkloadAttestor.WorkloadAttestor;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>SPIRE's WorkloadAttestor: says nothing of any process yet, which is an answer and no failure.</summary>
/// <remarks>SPIRE's own health check is a call for its own pid: an error there would restart the SPIRE agent.</remarks>
internal sealed class WorkloadAttestorService : Protocol.WorkloadAttestorBase
{
    /// <summary>Full gRPC name.</summary>
    public const string ServiceName = "spire.plugin.agent.workloadattestor.v1.WorkloadAttestor";

    /// <inheritdoc/>
    public override Task<AttestResponse> Attest(AttestRequest request, ServerCallContext context) => Task.FromResult(new AttestResponse());

    /// <inheritdoc/>
    public override Task<AttestReferenceResponse> AttestReference(AttestReferenceRequest request, ServerCallContext context)
    {
        Any reference = request.Reference ?? throw Invalid("reference is required");
        if (!reference.Is(WorkloadPIDReference.Descriptor))
        {
            throw Invalid($"reference type \"{reference.TypeUrl}\" is not supported, want {WorkloadPIDReference.Descriptor.FullName}");
        }

        Read(reference);
        return Task.FromResult(new AttestReferenceResponse());
    }

    private static void Read(Any reference)
    {
        try
        {
            WorkloadPIDReference.Parser.ParseFrom(reference.Value);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw Invalid($"reference is malformed: {malformed.Message}");
        }
    }

    private static RpcException Invalid(string because) => new(new(StatusCode.InvalidArgument, because));
}
