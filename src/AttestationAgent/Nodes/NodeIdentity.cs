// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Nodes;

/// <summary>What this node is told from others by: the boot's key, or the run.</summary>
/// <param name="run">The run.</param>
/// <param name="boot">The boot's key; null where the run is named.</param>
internal sealed class NodeIdentity(RunId run, BootKey? boot)
{
    /// <summary>The instance in a statement.</summary>
    /// <param name="signed">What the boot's key shows its possession over.</param>
    public NodeInstance Sign(ReadOnlySpan<byte> signed) => boot is null
        ? new("run", Convert.FromHexString(run.Value))
        : new("boot", System.Security.Cryptography.SHA256.HashData(boot.Spki.Span)) { Key = boot.Spki, Signature = boot.Sign(signed) };
}
