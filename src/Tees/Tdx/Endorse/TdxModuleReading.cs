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

    public static TdxModuleIdentity Module(IntelJson json, JsonItem? item) => Read(json, item, "", []);

    public static ImmutableArray<TdxModuleIdentity> Identities(IntelJson json, JsonItem body)
    {
        const string Name = "tdxModuleIdentities";
        if (IntelJson.Optional(body, Name) is null || !json.TryList(body, Name, MaxIdentities, out JsonItem? list))
        {
            return [];
        }

        ImmutableArray<TdxModuleIdentity>.Builder read = ImmutableArray.CreateBuilder<TdxModuleIdentity>(list.Items.Length);
        foreach (JsonItem item in list.Items)
        {
            TdxModuleIdentity identity = Identity(json, item);
            if (read.Any(other => other.Id == identity.Id))
            {
                json.Refuse(item, "id", $"\"{identity.Id}\" stands twice");
            }

            read.Add(identity);
        }

        return read.MoveToImmutable();
    }

    private static TdxModuleIdentity Identity(IntelJson json, JsonItem item) => Read(
        json,
        item,
        json.Text(item, "id").ToUpperInvariant(),
        IsvLevelReading.Levels(json, item, IsvLevelReading.UnknownStatus.IsNotSupported));

    private static TdxModuleIdentity Read(IntelJson json, JsonItem? item, string id, ImmutableArray<IsvLevel> levels) => new(
        id,
        json.Hex(item, "mrsigner", MrSignerBytes),
        json.Hex(item, "attributes", AttributesBytes),
        json.Hex(item, "attributesMask", AttributesBytes),
        levels);
}
