// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native;

/// <summary>Where the node's procfs is mounted.</summary>
public static class ProcRoot
{
    /// <summary>Where it is on every system.</summary>
    public const string Default = "/proc";

    private const string Variable = "HOST_PROC";

    /// <summary>The mount point that the environment names (<c>HOST_PROC</c>, as SPIRE's <c>unix</c> attestor has it), or the usual one.</summary>
    public static string OfNode => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Default;
}
