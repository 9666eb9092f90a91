// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>A measured process, written and read; its fields are those of <see cref="ProcessForm.Process"/>.</summary>
internal static class ProcessParts
{
    public static void Write(JsonItemWriter json, MeasuredProcess process)
    {
        json.WriteStartObject("process");
        WriteMembers(json, process);
        json.WriteEndObject();
    }

    public static void WriteMembers(JsonItemWriter json, MeasuredProcess process)
    {
        json.WriteNumber("pid", process.Peer.Pid);
        json.WriteCounter("startTime", process.Peer.StartTime);
        json.WriteNumber("uid", process.Peer.Uid);
        json.WriteNumber("gid", process.Peer.Gid);
        json.WriteString("cgroup", process.Cgroup);
        json.WriteString("exePath", process.ExePath);
        json.WriteCounter("exeSize", process.ExeSize);
        WriteOptional(json, process);
    }

    public static MeasuredProcess Of(JsonItem item) => new(
        new((int)item.Number("pid"), item.Counter("startTime"), (uint)item.Number("uid"), (uint)item.Number("gid")),
        item.Text("cgroup"),
        item.Text("exePath"),
        item.Counter("exeSize"))
    {
        BuildId = item.OptionalHex("buildId"),
        Verity = Digest(item, "verity"),
        Script = Digest(item, "script"),
        Mappings = Digest(item, "mappings"),
        Argv = Digest(item, "argv"),
        Environment = Digest(item, "environment"),
        DaprConfiguration = Digest(item, "daprConfiguration"),
        Components = Digest(item, "components"),
        Dumpable = item.TryGet("dumpable", out JsonItem? dumpable) ? dumpable.Text == "true" : null,
        PtraceScope = item.TryGet("ptraceScope", out _) ? (int)item.Number("ptraceScope") : null,
    };

    private static void WriteOptional(JsonItemWriter json, MeasuredProcess process)
    {
        if (process.BuildId is { } buildId)
        {
            json.WriteHex("buildId", buildId);
        }

        Write(json, "verity", process.Verity);
        Write(json, "script", process.Script);
        Write(json, "mappings", process.Mappings);
        Write(json, "argv", process.Argv);
        Write(json, "environment", process.Environment);
        Write(json, "daprConfiguration", process.DaprConfiguration);
        Write(json, "components", process.Components);
        if (process.Dumpable is { } dumpable)
        {
            json.WriteBoolean("dumpable", dumpable);
        }

        if (process.PtraceScope is { } scope)
        {
            json.WriteNumber("ptraceScope", scope);
        }
    }

    private static void Write(JsonItemWriter json, string name, MeasuredDigest? digest)
    {
        if (digest is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("alg", digest.Algorithm);
            json.WriteString("digest", digest.Hex);
            json.WriteString("from", digest.From);
            json.WriteEndObject();
        }
    }

    private static MeasuredDigest? Digest(JsonItem item, string name) =>
        item.TryGet(name, out JsonItem? digest) ? new(digest.Text("alg"), digest.Text("digest"), digest.Text("from")) : null;
}
