// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>How often each uid may call a method; a call counts when it begins, whatever it ends in.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="quotas">The buckets of this method alone.</param>
/// <param name="inForce">The quota now: it may change while the agent runs.</param>
internal sealed class CallQuota(Quotas quotas, Func<QuotaOptions> inForce)
{
    /// <summary>Counts one call.</summary>
    /// <exception cref="RpcException">ResourceExhausted <c>quota</c>.</exception>
    public void Take(SocketPeer peer)
    {
        try
        {
            quotas.Take(peer.Uid, 0, inForce());
        }
        catch (AppendRefusedException refused)
        {
            throw AgentError.Of(refused);
        }
    }
}
