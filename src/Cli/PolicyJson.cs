// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;
using Attestation.Policies;

namespace Attestation.Cli;

/// <summary>Writes policies, and what was found in one.</summary>
internal static class PolicyJson
{
    public const string CheckMediaType = "application/vnd.attestation.policy-check+json;version=1";

    private const string ReportDataClaim = "reportData";

    /// <summary>Writes a strict policy that accepts just what was seen; never an Unsafe key.</summary>
    /// <param name="json">The document.</param>
    /// <param name="name">The policy's name.</param>
    /// <param name="tees">The TEEs of the Evidence; the policy demands all of them.</param>
    /// <param name="claims">Claims of a passing result: a group a TEE.</param>
    public static void WriteDraft(Utf8JsonWriter json, string name, ImmutableArray<ITee> tees, Claims claims)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", PolicyFile.MediaType);
        json.WriteString("name", name);
        json.WriteString("reportData", ReportData(tees, claims));
        json.WriteStartArray("tees");
        json.WriteStartArray();
        foreach (ITee tee in tees)
        {
            json.WriteStringValue(tee.Name);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        foreach (ITee tee in tees)
        {
            json.WriteStartObject(tee.PolicyKey);
            tee.DraftPolicy(json, Of(tee, claims));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes what <c>--check-only</c> found.</summary>
    public static void WriteChecked(Utf8JsonWriter json, PolicyFile file)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", CheckMediaType);
        json.WriteString("name", file.Policy.Name);
        json.WriteStartArray("unsafe");
        foreach (string key in file.Policy.Unsafe)
        {
            json.WriteStringValue(key);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Every Evidence of a document covers the same REPORT_DATA; one policy can demand only one.
    private static string ReportData(ImmutableArray<ITee> tees, Claims claims)
    {
        string[] values = [.. tees.Select(tee => ReportData(Of(tee, claims))).Distinct()];
        return values is [{ Length: > 0 } only]
            ? only
            : throw new CliError("the evidences cover different report data, and one policy can demand only one");
    }

    private static string ReportData(Claims claims) =>
        claims.TryGet(ReportDataClaim, out ClaimValue? value) && value is ClaimValue.Text text ? text.Value : "";

    private static Claims Of(ITee tee, Claims claims) =>
        claims.TryGet(tee.Name, out ClaimValue? value) && value is ClaimValue.Group group ? group.Members : [];
}
