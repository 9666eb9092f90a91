// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Cli.Doctoring;

namespace Attestation.Cli.Rendering;

/// <summary>Probes as a tree.</summary>
internal static class DoctorRenderer
{
    private const string MediaType = "application/vnd.attestation.doctor+json;version=1";
    private const int WhatWidth = 22;

    /// <summary>The answer first, then what it rests on.</summary>
    public static void Print(Page page, DoctorReport report)
    {
        page.Verdict(
            report.Source is null ? Outcome.Fail : Outcome.Pass,
            report.Source is null ? "no evidence can be had here" : "evidence can be had here",
            report.Source ?? "neither a device nor an agent gives any");
        foreach ((string title, var remarks) in report.Sections)
        {
            page.Line();
            page.Line($"  {title}");
            foreach (Remark remark in remarks)
            {
                page.Marked(remark.Outcome, "    ", $"{remark.What,-WhatWidth} {remark.Says}");
                if (remark.Hint.Length > 0)
                {
                    page.Line($"        hint: {remark.Hint}");
                }
            }
        }
    }

    /// <summary>One document.</summary>
    public static void Write(Utf8JsonWriter json, DoctorReport report)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteNumber("exitCode", (int)report.ExitCode);
        json.WriteString("source", report.Source);
        json.WriteStartArray("sections");
        foreach ((string title, var remarks) in report.Sections)
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteStartArray("probes");
            foreach (Remark remark in remarks)
            {
                json.WriteStartObject();
                json.WriteString("what", remark.What);
                json.WriteString("outcome", Outcomes.Code(remark.Outcome));
                json.WriteString("says", remark.Says);
                json.WriteString("hint", remark.Hint.Length > 0 ? remark.Hint : null);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
