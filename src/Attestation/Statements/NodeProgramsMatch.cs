// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>STM-12: the programs behind a node statement are ones that the policy accepts.</summary>
public static class NodeProgramsMatch
{
    /// <summary>Judges a node statement; an empty list accepts any program and warns, since any program may attest the node then.</summary>
    /// <param name="node">What the statement says.</param>
    /// <param name="policy">The lists.</param>
    public static Check Appraise(NodeStatement node, NodePolicy policy)
    {
        (string What, ReadOnlyMemory<byte> Digest, ImmutableArray<ReadOnlyMemory<byte>> Accepted)[] programs =
        [
            ("agent", node.Agent.Sha256, policy.Agents),
            ("caller.exe", node.Caller.Exe, policy.Callers),
            ("caller.parentExe", node.Caller.ParentExe, policy.Callers),
        ];
        foreach ((string what, ReadOnlyMemory<byte> digest, ImmutableArray<ReadOnlyMemory<byte>> accepted) in programs)
        {
            if (accepted.Length > 0 && !accepted.Any(each => each.Span.SequenceEqual(digest.Span)))
            {
                return Check.Fail(StatementRules.NodePrograms, $"{what} {Hex.Of(digest.Span)} is not accepted by the policy", Hex.Of(digest.Span));
            }
        }

        return policy.Agents.IsEmpty || policy.Callers.IsEmpty
            ? Check.Warn(StatementRules.NodePrograms, $"{(policy.Agents.IsEmpty ? "node.agents" : "node.callers")} is empty: any program may attest this node")
            : Check.Pass(StatementRules.NodePrograms);
    }
}
