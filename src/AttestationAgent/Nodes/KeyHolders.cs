// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Sockets;
using Attestation.AgentClient;
using Attestation.Kernel;
using Grpc.Core;

namespace Attestation.Agent.Nodes;

/// <summary>Who holds keys on this node: one process, or nobody is attested.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class KeyHolders
{
    private const int MaxHolders = 64;

    private readonly Lock gate = new();
    private ImmutableArray<KeyHolder> holders = [];

    /// <summary>Takes a holder in.</summary>
    /// <exception cref="RpcException">ResourceExhausted: there are many already.</exception>
    public void Join(KeyHolder holder)
    {
        lock (gate)
        {
            holders = holders.Length < MaxHolders
                ? holders.Add(holder)
                : throw AgentError.Of(StatusCode.ResourceExhausted, "overloaded", $"{MaxHolders} processes hold keys already");
        }
    }

    /// <summary>Takes a holder out.</summary>
    public void Leave(KeyHolder holder)
    {
        holder.End();
        lock (gate)
        {
            holders = holders.Remove(holder);
        }
    }

    /// <summary>The only live holder, started by the same process as the caller.</summary>
    /// <param name="parent">The caller's parent.</param>
    /// <exception cref="RpcException">FailedPrecondition: nobody holds keys, somebody else's child does, or two do.</exception>
    public KeyHolder Of(ProcessStat parent)
    {
        KeyHolder[] live;
        lock (gate)
        {
            live = [.. holders.Where(each => each.IsLive)];
        }

        return live switch
        {
            [] => throw AgentError.Of(StatusCode.FailedPrecondition, AgentException.NoKey, "no key manager is connected"),
            [var only] when only.Parent == parent => only,
            [var other] => throw AgentError.Of(StatusCode.FailedPrecondition, AgentException.NoKey, $"the key manager was started by process {other.Parent.Pid}, the caller by {parent.Pid}"),
            _ => throw AgentError.Of(StatusCode.FailedPrecondition, AgentException.TwoHolders, $"{live.Length} processes hold keys, started by {string.Join(", ", live.Select(each => each.Parent.Pid).Distinct())}: one SPIRE agent a node"),
        };
    }
}
