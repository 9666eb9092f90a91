// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;

namespace Attestation.Tdx.Simulator;

/// <summary>Writes the members of TCB info in Intel's order. Intel PCS API v4, TCB info model version 3.</summary>
internal static class TcbInfoWriter
{
    private static readonly ImmutableArray<(string Category, string Type)?> SgxNames =
    [
        ("BIOS", "Early Microcode Update"), ("OS/VMM", "SGX Late Microcode Update"), ("OS/VMM", "TXT SINIT"), ("BIOS", ""), ("BIOS", ""),
        ("BIOS", ""), null, ("OS/VMM", "SEAMLDR ACM"),
    ];

    private static readonly ImmutableArray<(string Category, string Type)?> TdxNames =
    [
        ("OS/VMM", "TDX Module"), ("OS/VMM", "TDX Module"), ("OS/VMM", "TDX Late Microcode Update"),
    ];

    public static void Write(Utf8JsonWriter json, TcbInfoOptions info)
    {
        json.WriteString("id", info.Id);
        json.WriteNumber("version", info.Version);
        json.WriteTime("issueDate", info.IssueDate);
        json.WriteTime("nextUpdate", info.NextUpdate);
        json.WriteString("fmspc", info.Fmspc);
        json.WriteString("pceId", info.PceId);
        json.WriteNumber("tcbType", info.TcbType);
        json.WriteNumber("tcbEvaluationDataNumber", info.EvaluationDataNumber);
        WriteModule(json, info.Module);
        WriteIdentities(json, info.ModuleIdentities);
        json.WriteStartArray("tcbLevels");
        foreach (TcbLevelOptions level in info.Levels)
        {
            WriteLevel(json, level);
        }

        json.WriteEndArray();
    }

    private static void WriteModule(Utf8JsonWriter json, TdxModuleIdentityOptions? module)
    {
        if (module is not null)
        {
            json.WriteStartObject("tdxModule");
            WriteSigner(json, module);
            json.WriteEndObject();
        }
    }

    private static void WriteIdentities(Utf8JsonWriter json, ImmutableArray<TdxModuleIdentityOptions>? identities)
    {
        if (identities is not { } present)
        {
            return;
        }

        json.WriteStartArray("tdxModuleIdentities");
        foreach (TdxModuleIdentityOptions identity in present)
        {
            json.WriteStartObject();
            json.WriteString("id", identity.Id);
            WriteSigner(json, identity);
            json.WriteIsvLevels(identity.Levels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSigner(Utf8JsonWriter json, TdxModuleIdentityOptions module)
    {
        json.WriteHex("mrsigner", module.MrSigner);
        json.WriteHex("attributes", module.Attributes);
        json.WriteHex("attributesMask", module.AttributesMask);
    }

    private static void WriteLevel(Utf8JsonWriter json, TcbLevelOptions level)
    {
        json.WriteStartObject();
        json.WriteStartObject("tcb");
        WriteComponents(json, "sgxtcbcomponents", level.SgxComponents, SgxNames);
        json.WriteNumber("pcesvn", level.PceSvn);
        WriteComponents(json, "tdxtcbcomponents", level.TdxComponents, TdxNames);
        json.WriteEndObject();
        json.WriteString("tcbDate", level.Date);
        json.WriteString("tcbStatus", level.Status);
        json.WriteAdvisories(level.Advisories);
        json.WriteEndObject();
    }

    private static void WriteComponents(
        Utf8JsonWriter json, string name, ImmutableArray<int> svns, ImmutableArray<(string Category, string Type)?> names)
    {
        json.WriteStartArray(name);
        for (int i = 0; i < svns.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("svn", svns[i]);
            WriteName(json, i < names.Length ? names[i] : null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteName(Utf8JsonWriter json, (string Category, string Type)? name)
    {
        if (name is not { } known)
        {
            return;
        }

        json.WriteString("category", known.Category);
        if (known.Type.Length > 0)
        {
            json.WriteString("type", known.Type);
        }
    }
}
