// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;

namespace Attestation.Rendering;

/// <summary>What a person calls the areas of rule ids; areas of one title share a line, so that a dozen lines hold them all.</summary>
public static class Areas
{
    private static readonly FrozenDictionary<string, string> Titles = new Dictionary<string, string>
    {
        ["BDL"] = "bundle",
        ["LOG"] = "log",
        ["STM"] = "statements",
        ["BND"] = "binding",
        ["EVD"] = "evidence",
        ["FMT"] = "evidence",
        ["PCK"] = "PCK chain",
        ["CRL"] = "revocation",
        ["TCI"] = "collateral",
        ["QID"] = "collateral",
        ["QE"] = "quoting enclave",
        ["SIG"] = "quote",
        ["MOD"] = "TCB",
        ["TCB"] = "TCB",
        ["ATT"] = "TD attributes",
        ["XFM"] = "TD attributes",
        ["SVC"] = "TD attributes",
        ["RPD"] = "report data",
        ["REF"] = "measurement",
        ["PLT"] = "platform",
        ["EVL"] = "event log",
        ["ARK"] = "AMD chain",
        ["VEK"] = "AMD chain",
        ["RPT"] = "report",
        ["PRD"] = "platform",
        ["PLI"] = "platform",
        ["KEY"] = "platform",
        ["MIT"] = "TCB",
        ["GPO"] = "guest policy",
        ["VMP"] = "guest policy",
        ["IDB"] = "identity",
    }.ToFrozenDictionary();

    /// <summary>The title of a rule's area; the area itself where the table does not know it.</summary>
    public static string TitleOf(string ruleId) => Titles.GetValueOrDefault(RuleIds.Area(ruleId), RuleIds.Area(ruleId));
}
