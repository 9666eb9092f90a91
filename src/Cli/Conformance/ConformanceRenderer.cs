// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Attestation.Cli.Conformance;

/// <summary>Prints agreement per suite and in total, and each disagreement (CONTRACTS, section 9.1).</summary>
internal static class ConformanceRenderer
{
    public const string MediaType = "application/vnd.attestation.conformance+json;version=1";

    /// <summary>Lines for people; what was verified only in half says so.</summary>
    public static void Print(Page page, ConformanceReport report)
    {
        foreach (IGrouping<string, ConformanceCase> suite in report.Cases.GroupBy(each => each.Kind))
        {
            int agree = suite.Count(each => each.Agrees);
            string half = suite.First().Note is { } note ? $"  ({note})" : "";
            Outcome outcome = agree == suite.Count() ? Outcome.Pass : Outcome.Fail;
            page.Marked(outcome, "", $"{suite.Key,-10} {agree} of {suite.Count()} agree{half}");
            foreach (ConformanceCase each in suite.Where(each => !each.Agrees))
            {
                Print(page, each);
            }
        }

        foreach (IGrouping<string, SkippedCase> skipped in report.Skipped.GroupBy(each => each.Because))
        {
            page.Marked(Outcome.NotEvaluated, "", $"{"skipped",-10} {skipped.Count()}: {skipped.Key}");
        }

        page.Line();
        page.Line($"{report.Cases.Length} case{(report.Cases.Length == 1 ? "" : "s")}: {report.Agree} agree, {report.Disagree} disagree, {report.Skipped.Length} skipped");
    }

    /// <summary>The document.</summary>
    public static void Write(Utf8JsonWriter json, ConformanceReport report)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartArray("cases");
        foreach (ConformanceCase each in report.Cases)
        {
            Write(json, each);
        }

        json.WriteEndArray();
        json.WriteStartArray("skipped");
        foreach (SkippedCase each in report.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("id", each.Id);
            json.WriteString("because", each.Because);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("totals");
        json.WriteNumber("cases", report.Cases.Length);
        json.WriteNumber("agree", report.Agree);
        json.WriteNumber("disagree", report.Disagree);
        json.WriteNumber("skipped", report.Skipped.Length);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ConformanceCase each)
    {
        json.WriteStartObject();
        json.WriteString("id", each.Id);
        json.WriteString("kind", each.Kind);
        json.WriteString("want", each.Want);
        json.WriteString("got", each.Got);
        json.WriteBoolean("agrees", each.Agrees);
        json.WriteStartArray("rules");
        foreach (string rule in each.Rules)
        {
            json.WriteStringValue(rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Print(Page page, ConformanceCase each)
    {
        page.Marked(Outcome.Fail, "  ", each.Id);
        page.Line($"      want {each.Want}");
        page.Line($"      got  {each.Got}");
        if (each.Rules.Length > 0)
        {
            page.Line($"      by   {RuleIds.Ranges(each.Rules)}");
        }
    }
}
