// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Text.Json;

namespace Attestation.Tdx.Simulator.Tests;

/// <summary>Reads real documents into the simulator's options, so that the simulator can be held against the bytes.</summary>
internal static class RealDocuments
{
    public static PlatformOptions PlatformOf(byte[] sgxExtension)
    {
        Dictionary<string, byte[]> items = ItemsOf(sgxExtension);
        Dictionary<string, byte[]> tcb = ItemsOf(items["2"]);
        return new()
        {
            Ppid = Octets(items["1"]),
            ComponentSvns = [.. Enumerable.Range(1, 16).Select(i => Integer(tcb[$"2.{i}"]))],
            PceSvn = Integer(tcb["2.17"]),
            CpuSvn = Octets(tcb["2.18"]),
            PceId = Octets(items["3"]),
            Fmspc = Octets(items["4"]),
            SgxType = items["5"][2],
            PlatformInstanceId = Octets(items["6"]),
        };
    }

    public static TcbInfoOptions TcbInfoOf(JsonElement info) => new()
    {
        IssueDate = info.GetProperty("issueDate").GetDateTimeOffset(),
        NextUpdate = info.GetProperty("nextUpdate").GetDateTimeOffset(),
        Fmspc = info.GetProperty("fmspc").GetString()!,
        PceId = info.GetProperty("pceId").GetString()!,
        EvaluationDataNumber = info.GetProperty("tcbEvaluationDataNumber").GetInt32(),
        ModuleIdentities = info.TryGetProperty("tdxModuleIdentities", out JsonElement list)
            ? [.. list.EnumerateArray().Select(
                each => new TdxModuleIdentityOptions { Id = each.GetProperty("id").GetString()!, Levels = IsvLevelsOf(each) })]
            : null,
        Levels = [.. info.GetProperty("tcbLevels").EnumerateArray().Select(LevelOf)],
    };

    public static QeIdentityOptions QeIdentityOf(JsonElement identity) => new()
    {
        IssueDate = identity.GetProperty("issueDate").GetDateTimeOffset(),
        NextUpdate = identity.GetProperty("nextUpdate").GetDateTimeOffset(),
        EvaluationDataNumber = identity.GetProperty("tcbEvaluationDataNumber").GetInt32(),
        Levels = IsvLevelsOf(identity),
    };

    private static TcbLevelOptions LevelOf(JsonElement level) => new()
    {
        SgxComponents = SvnsOf(level.GetProperty("tcb").GetProperty("sgxtcbcomponents")),
        PceSvn = level.GetProperty("tcb").GetProperty("pcesvn").GetInt32(),
        TdxComponents = SvnsOf(level.GetProperty("tcb").GetProperty("tdxtcbcomponents")),
        Date = level.GetProperty("tcbDate").GetString()!,
        Status = level.GetProperty("tcbStatus").GetString()!,
        Advisories = AdvisoriesOf(level),
    };

    private static ImmutableArray<IsvLevelOptions> IsvLevelsOf(JsonElement identity) =>
    [
        .. identity.GetProperty("tcbLevels").EnumerateArray().Select(
            level => new IsvLevelOptions(
                level.GetProperty("tcb").GetProperty("isvsvn").GetInt32(), level.GetProperty("tcbStatus").GetString()!)
            {
                Date = level.GetProperty("tcbDate").GetString()!,
                Advisories = AdvisoriesOf(level),
            }),
    ];

    private static ImmutableArray<int> SvnsOf(JsonElement components) =>
        [.. components.EnumerateArray().Select(each => each.GetProperty("svn").GetInt32())];

    private static ImmutableArray<string> AdvisoriesOf(JsonElement level) =>
        level.TryGetProperty("advisoryIDs", out JsonElement ids) ? [.. ids.EnumerateArray().Select(each => each.GetString()!)] : [];

    private static Dictionary<string, byte[]> ItemsOf(byte[] sequence)
    {
        Dictionary<string, byte[]> items = [];
        AsnReader reader = new AsnReader(sequence, AsnEncodingRules.DER).ReadSequence();
        while (reader.HasData)
        {
            AsnReader item = reader.ReadSequence();
            items[item.ReadObjectIdentifier()["1.2.840.113741.1.13.1.".Length..]] = item.ReadEncodedValue().ToArray();
        }

        return items;
    }

    private static byte[] Octets(byte[] der) => new AsnReader(der, AsnEncodingRules.DER).ReadOctetString();

    private static int Integer(byte[] der) => (int)new AsnReader(der, AsnEncodingRules.DER).ReadInteger();
}
