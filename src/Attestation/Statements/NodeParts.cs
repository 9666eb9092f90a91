// SPDX-License-Identifier: Apache-2.0

using Attestation.Json;

namespace Attestation.Statements;

/// <summary>The objects inside <c>node/v1</c>, written and read.</summary>
internal static class NodeParts
{
    public static void Write(JsonItemWriter json, NodeCaller caller)
    {
        json.WriteStartObject("caller");
        json.WriteNumber("pid", caller.Process.Pid);
        json.WriteCounter("startTime", caller.Process.StartTime);
        json.WriteNumber("uid", caller.Process.Uid);
        json.WriteNumber("gid", caller.Process.Gid);
        json.WriteHex("exe", caller.Exe);
        json.WriteNumber("parentPid", caller.ParentPid);
        json.WriteCounter("parentStartTime", caller.ParentStartTime);
        json.WriteHex("parentExe", caller.ParentExe);
        json.WriteEndObject();
    }

    public static void Write(JsonItemWriter json, NodeInstance instance)
    {
        json.WriteStartObject("instance");
        json.WriteString("kind", instance.Kind);
        json.WriteHex("sha256", instance.Sha256);
        if (instance.Key is { } key)
        {
            json.WriteBase64("key", key);
        }

        if (instance.Signature is { } signature)
        {
            json.WriteBase64("signature", signature);
        }

        json.WriteEndObject();
    }

    public static void Write(JsonItemWriter json, KeyPossession possession)
    {
        json.WriteStartObject("possession");
        json.WriteHex("spki", possession.Spki);
        json.WriteBase64("key", possession.Key);
        json.WriteString("algorithm", possession.Algorithm);
        json.WriteBase64("signature", possession.Signature);
        json.WriteEndObject();
    }

    public static NodeCaller Caller(JsonItem item) => new(
        new((int)item.Number("pid"), item.Counter("startTime"), (uint)item.Number("uid"), (uint)item.Number("gid")),
        item.HexBytes("exe"),
        (int)item.Number("parentPid"),
        item.Counter("parentStartTime"),
        item.HexBytes("parentExe"));

    public static NodeInstance Instance(JsonItem item) => new(item.Text("kind"), item.HexBytes("sha256"))
    {
        Key = Optional(item, "key"),
        Signature = Optional(item, "signature"),
    };

    // Without the cast null would become empty memory, which is something else than absent.
    private static ReadOnlyMemory<byte>? Optional(JsonItem item, string name) =>
        item.TryGet(name, out _) ? item.Base64Bytes(name) : (ReadOnlyMemory<byte>?)null;
}
