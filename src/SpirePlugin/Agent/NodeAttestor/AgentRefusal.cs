// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Grpc.Core;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>The attestation agent's refusals as SPIRE takes them.</summary>
/// <remarks>Never PermissionDenied: from this side it ends the SPIRE agent at once, and what stands in the way here may pass.</remarks>
internal static class AgentRefusal
{
    /// <summary>A setting or a process of this node is in the way: said as such. Everything else is an outage.</summary>
    public static RpcException Of(AgentException refused) => refused.Reason switch
    {
        AgentException.NoKey or AgentException.TwoHolders or "wrong-socket" or "peer-not-allowed" or "process-refused" or "no-tee" or "required-tee-missing" or "not-configured"
            => new(new(StatusCode.FailedPrecondition, Text(refused))),
        "malformed" or "possession-invalid" => new(new(StatusCode.InvalidArgument, Text(refused))),
        _ => new(new(StatusCode.Unavailable, Text(refused))),
    };

    private static string Text(AgentException refused) => $"attestation agent: {refused.Reason}: {refused.Message}";
}
