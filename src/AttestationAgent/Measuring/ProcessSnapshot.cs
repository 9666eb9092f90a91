// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.Kernel.Procfs;
using Attestation.Statements;

namespace Attestation.Agent.Measuring;

/// <summary>Everything about a process that must be the same twice (processes, section 6, step 3). An exec changes it, whatever it keeps.</summary>
internal sealed record ProcessSnapshot
{
    public required ProcessStat Stat { get; init; }

    public required ProcessStatus Status { get; init; }

    public required NamespaceIdentity Mounts { get; init; }

    public required NamespaceIdentity Pids { get; init; }

    public required NamespaceIdentity Users { get; init; }

    public required NamespaceIdentity Network { get; init; }

    public required CgroupPath Cgroup { get; init; }

    public required ImageStatus Image { get; init; }

    public required string ExePath { get; init; }

    public required string Root { get; init; }

    public required string WorkingDirectory { get; init; }

    public required MeasuredDigest Arguments { get; init; }

    public required MeasuredDigest Environment { get; init; }

    public required MeasuredDigest Mappings { get; init; }

    /// <summary>Null where its user does not show it.</summary>
    public required bool? Dumpable { get; init; }
}
