// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Native;

/// <summary>Where the node's sysfs is mounted: in a container <c>/sys</c> is read-only and <c>/sys/firmware</c> masked, whatever is mounted there.</summary>
public static class SysRoot
{
    /// <summary>Where it is on every system.</summary>
    public const string Default = "/sys";

    private const string Variable = "HOST_SYS";

    /// <summary>The mount point that the environment names (<c>HOST_SYS</c>), or the usual one.</summary>
    public static string OfNode => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Default;
}
