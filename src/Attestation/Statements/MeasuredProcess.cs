// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Statements;

/// <summary>What was measured of a process (CONTRACTS, section 3.2, Process); what was not read is null.</summary>
/// <param name="Process">Which process.</param>
/// <param name="Cgroup">Its place in the unified hierarchy.</param>
/// <param name="ExePath">How the kernel describes its program: a hint, in the process's own mount namespace.</param>
/// <param name="ExeSize">Length of its program in bytes.</param>
public sealed record MeasuredProcess(ProcessPeer Process, string Cgroup, string ExePath, ulong ExeSize)
{
    /// <summary>What fs-verity enforces of its program.</summary>
    public MeasuredDigest? Verity { get; init; }

    /// <summary>Over device, inode and path of every file that is mapped as machine code.</summary>
    public MeasuredDigest? Mappings { get; init; }

    /// <summary>Over its arguments, which it can overwrite.</summary>
    public MeasuredDigest? Arguments { get; init; }

    /// <summary>Over the environment of its exec, which it can overwrite.</summary>
    public MeasuredDigest? Environment { get; init; }

    /// <summary>Whether others of its user may look into it.</summary>
    public bool? Dumpable { get; init; }

    /// <summary>The node's <c>kernel.yama.ptrace_scope</c>.</summary>
    public int? PtraceScope { get; init; }

    /// <summary>The object as JSON in JCS form.</summary>
    public ReadOnlyMemory<byte> ToJson()
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            WriteTo(json);
            json.WriteEndObject();
        }

        return StrictJson.TryParse(bytes.WrittenMemory, "process", StatementLimits.Json, out JsonItem? root, out Malformed? malformed)
            ? Jcs.Canonical(root)
            : throw new UnreachableException($"the agent's own JSON is refused: {malformed}");
    }

    /// <summary>Writes the object's members.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteNumber("pid", Process.Pid);
        json.WriteCounter("startTime", Process.StartTime);
        json.WriteNumber("uid", Process.Uid);
        json.WriteNumber("gid", Process.Gid);
        json.WriteString("cgroup", Cgroup);
        json.WriteString("exePath", ExePath);
        json.WriteCounter("exeSize", ExeSize);
        Write(json, "verity", Verity);
        Write(json, "mappings", Mappings);
        Write(json, "argv", Arguments);
        Write(json, "environment", Environment);
        if (Dumpable is { } dumpable)
        {
            json.WriteBoolean("dumpable", dumpable);
        }

        if (PtraceScope is { } scope)
        {
            json.WriteNumber("ptraceScope", scope);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, MeasuredDigest? digest)
    {
        if (digest is null)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("alg", digest.Algorithm);
        json.WriteString("digest", digest.Hex);
        json.WriteString("from", digest.From);
        json.WriteEndObject();
    }
}
