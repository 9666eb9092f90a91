// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Policies;

/// <summary>A policy file (CONTRACTS, section 8): the policy, and what the file itself says of REPORT_DATA.</summary>
/// <param name="Policy">The policy; its <see cref="AppraisalPolicy.ExpectedReportData"/> is the file's, or nothing that could match where the file has none.</param>
/// <param name="ReportData">What the file says; null where it says nothing, as a policy for bundles does.</param>
public sealed record PolicyFile(AppraisalPolicy Policy, ExpectedReportData? ReportData)
{
    /// <summary>The file's media type.</summary>
    public const string MediaType = "application/vnd.attestation.policy+json;version=1";

    private const int Sha256Bytes = 32;
    private const int ReportDataBytes = 64;

    /// <summary>Reads a policy file; every problem is reported at once.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="tees">The TEEs whose sections the file may have.</param>
    /// <param name="file">The policy, or null where anything is wrong.</param>
    /// <param name="problems">Every problem in the order of the file; empty on success.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        IReadOnlyList<ITee> tees,
        [NotNullWhen(true)] out PolicyFile? file,
        out ImmutableArray<ConfigProblem> problems)
    {
        file = null;
        if (!StrictJson.TryParse(utf8, "policy", JsonLimits.Document, out JsonItem? root, out Malformed? malformed))
        {
            problems = [malformed.Line is { } line ? new(line, "", malformed.Reason) : new(1, "", $"{malformed.Field}: {malformed.Reason}")];
            return false;
        }

        List<ConfigProblem> found = [];
        PolicyFile read = Read(new ConfigSection(root, "", found), tees);
        problems = [.. found.OrderBy(each => each.Line)];
        file = problems.Length == 0 ? read : null;
        return file is not null;
    }

    /// <summary>The policy with what REPORT_DATA must be.</summary>
    public AppraisalPolicy Expecting(ExpectedReportData reportData) => Policy with { ExpectedReportData = reportData };

    /// <summary>Reads a policy that stands in another document, such as a block of a plugin's configuration; neither media type nor REPORT_DATA is a key of it.</summary>
    /// <param name="section">Its keys; problems go to it, and its <see cref="ConfigSection.Done"/> is called.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="tees">The TEEs whose sections it may have.</param>
    public static AppraisalPolicy ReadBlock(ConfigSection section, string name, IReadOnlyList<ITee> tees)
    {
        AppraisalPolicy policy = Read(section, name, null, tees);
        section.Done();
        return policy;
    }

    private static PolicyFile Read(ConfigSection document, IReadOnlyList<ITee> tees)
    {
        RequireMediaType(document);
        ExpectedReportData? reportData = ReadReportData(document);
        AppraisalPolicy policy = Read(document, document.Text("name") ?? "", reportData, tees);
        document.Done();
        return new(policy, reportData);
    }

    private static AppraisalPolicy Read(ConfigSection document, string name, ExpectedReportData? reportData, IReadOnlyList<ITee> tees)
    {
        ConfigSection stale = document.Section("maxStale");
        AppraisalPolicy policy = new()
        {
            ExpectedReportData = reportData ?? new ExpectedReportData.Exactly(ReadOnlyMemory<byte>.Empty),
            Name = name,
            Tees = document.Each("tees", (set, path) => TeeSet(document, set, path, tees)),
            Crl = document.Choice("crl", "required", "required", "ifPresentUnsafe") == "required" ? CrlPolicy.Required : CrlPolicy.IfPresentUnsafe,
            MaxStaleTcbInfo = stale.Duration("tcbInfo", TimeSpan.Zero),
            MaxStaleCrl = stale.Duration("crl", TimeSpan.Zero),
            ClockSkew = document.Duration("clockSkew", TimeSpan.FromMinutes(5)),
            RootsUnsafe = document.BytesList("rootsUnsafe", Sha256Bytes),
            Log = LogPolicy.Read(document.Section("log")),
            Node = NodePolicy.Read(document.Section("node")),
            Binding = BindingPolicy.Read(document.Section("binding")),
            Sections = tees.ToImmutableDictionary(tee => tee.Name, tee => tee.ReadPolicy(document.Section(tee.PolicyKey))),
        };
        stale.Done();
        return policy;
    }

    private static void RequireMediaType(ConfigSection document)
    {
        string? mediaType = document.Text("mediaType");
        if (mediaType != MediaType)
        {
            document.Report("mediaType", $"is {(mediaType is null ? "absent" : $"\"{mediaType}\"")}, want \"{MediaType}\"");
        }
    }

    private static ExpectedReportData? ReadReportData(ConfigSection document)
    {
        ReadOnlyMemory<byte>? exactly = document.Bytes("reportData", ReportDataBytes);
        string any = document.Choice("reportDataUnsafe", "", "any");
        if (document.Has("reportData") && document.Has("reportDataUnsafe"))
        {
            document.Report("reportDataUnsafe", "stands beside reportData, want one of the two");
        }

        return exactly is { } bytes ? new ExpectedReportData.Exactly(bytes) : any == "any" ? new ExpectedReportData.AnyUnsafe() : null;
    }

    private static ImmutableArray<string> TeeSet(ConfigSection document, JsonItem set, string path, IReadOnlyList<ITee> tees)
    {
        if (set.Kind == JsonKind.Array && set.Items.Length > 0 && set.Items.All(tee => tee.Kind == JsonKind.Text && tees.Any(known => known.Name == tee.Text)))
        {
            return [.. set.Items.Select(tee => tee.Text)];
        }

        document.Report(set, path, $"is not a list of known TEEs, want one or more of {string.Join(", ", tees.Select(tee => tee.Name))}");
        return [];
    }
}
