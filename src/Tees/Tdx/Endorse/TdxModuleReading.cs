// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Json;

namespace Attestation.Tdx.Endorse;

/// <summary>Reads <c>tdxModule</c> and <c>tdxModuleIdentities</c> of TCB info v3.</summary>
internal static class TdxModuleReading
{
    private const int MrSignerBytes = 48;
    private const int AttributesBytes = 8;

    // One major version is one byte of TEE_TCB_SVN.
    private const int MaxIdentities = 256;

    public static TdxModuleIdentity Module(IntelJson json, JsonItem? item) => Read(json, item, "tdxModule", "", []);

    public static ImmutableArray<TdxModuleIdentity> Identities(IntelJson json, JsonItem body)
    {
        const string Path = "tdxModuleIdentities";
        if (IntelJson.Optional(body, Path) is null)
        {
            return [];
        }

        JsonItem? list = json.Member(body, Path, Path, JsonKind.Array);
        json.Require(list?.Items.Length is > 0 and <= MaxIdentities, Path, "is an empty or endless list, want 1 to 256 identities");
        ImmutableArray<TdxModuleIdentity>.Builder read = ImmutableArray.CreateBuilder<TdxModuleIdentity>();
        for (int i = 0; json.Fault is null && i < list!.Items.Length; i++)
        {
            TdxModuleIdentity identity = Identity(json, list.Items[i], $"{Path}[{i}]");
            json.Require(read.All(other => other.Id != identity.Id), $"{Path}[{i}].id", $"\"{identity.Id}\" stands twice");
            read.Add(identity);
        }

        return read.ToImmutable();
    }

    private static TdxModuleIdentity Identity(IntelJson json, JsonItem item, string path)
    {
        string id = json.Text(item, "id", $"{path}.id").ToUpperInvariant();
        ImmutableArray<IsvLevel> levels = IsvLevelReading.Levels(json, item, path, IsvLevelReading.UnknownStatus.IsNotSupported);
        return Read(json, item, path, id, levels);
    }

    private static TdxModuleIdentity Read(IntelJson json, JsonItem? item, string path, string id, ImmutableArray<IsvLevel> levels) => new(
        id,
        json.Hex(item, "mrsigner", $"{path}.mrsigner", MrSignerBytes),
        json.Hex(item, "attributes", $"{path}.attributes", AttributesBytes),
        json.Hex(item, "attributesMask", $"{path}.attributesMask", AttributesBytes),
        levels);
}
