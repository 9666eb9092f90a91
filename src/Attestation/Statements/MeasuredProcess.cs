// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>What was measured of a process (CONTRACTS, section 3.2); null is what was not read.</summary>
/// <param name="Peer">Which process.</param>
/// <param name="Cgroup">Path of its control group.</param>
/// <param name="ExePath">Where its executable lay when it was opened.</param>
/// <param name="ExeSize">Its executable's bytes.</param>
public sealed record MeasuredProcess(ProcessPeer Peer, string Cgroup, string ExePath, ulong ExeSize)
{
    /// <summary>The executable's GNU build id.</summary>
    public ReadOnlyMemory<byte>? BuildId { get; init; }

    /// <summary>What the kernel enforces on the executable's pages.</summary>
    public MeasuredDigest? Verity { get; init; }

    /// <summary>The script that an interpreter runs.</summary>
    public MeasuredDigest? Script { get; init; }

    /// <summary>The other executable mappings.</summary>
    public MeasuredDigest? Mappings { get; init; }

    /// <summary>The arguments.</summary>
    public MeasuredDigest? Argv { get; init; }

    /// <summary>The environment.</summary>
    public MeasuredDigest? Environment { get; init; }

    /// <summary>Dapr's Configuration.</summary>
    public MeasuredDigest? DaprConfiguration { get; init; }

    /// <summary>Dapr's components.</summary>
    public MeasuredDigest? Components { get; init; }

    /// <summary>Whether others of its user may look into it.</summary>
    public bool? Dumpable { get; init; }

    /// <summary>Yama's ptrace scope.</summary>
    public int? PtraceScope { get; init; }

    /// <summary>The object as JSON in JCS form.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        JsonItemWriter json = new();
        ProcessParts.WriteMembers(json, this);
        return Jcs.Canonical(json.Finish());
    }
}
