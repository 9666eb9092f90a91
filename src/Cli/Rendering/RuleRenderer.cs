// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Text.Json;

namespace Attestation.Cli.Rendering;

/// <summary>Rules: one, or all of them as lines or JSON.</summary>
internal static class RuleRenderer
{
    public const string MediaType = "application/vnd.attestation.rules+json;version=1";

    /// <summary>One rule for people.</summary>
    public static void Print(Page page, Rule rule)
    {
        page.Line($"{rule.Id}  {rule.Title}");
        page.Line();
        page.Line($"  kind    {Kind(rule)}; a failure is exit code {(int)ExitCodes.Of(rule.Kind)}: {Meaning(rule)}");
        page.Line($"  source  {rule.Citation}");
        if (rule.Hint is { } hint)
        {
            page.Line($"  hint    {hint}");
        }
    }

    /// <summary>All rules for people, a line each.</summary>
    public static void Print(Page page, ImmutableArray<Rule> rules)
    {
        int width = rules.Length == 0 ? 0 : rules.Max(rule => rule.Id.Length);
        foreach (Rule rule in rules)
        {
            page.Line($"{rule.Id.PadRight(width)}  {Kind(rule),-12}  {rule.Title}");
        }
    }

    /// <summary>One rule as a JSON object.</summary>
    public static void Write(Utf8JsonWriter json, Rule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteString("kind", Kind(rule));
        json.WriteNumber("exitCode", (int)ExitCodes.Of(rule.Kind));
        json.WriteString("title", rule.Title);
        json.WriteString("spec", rule.Citation);
        if (rule.Hint is { } hint)
        {
            json.WriteString("hint", hint);
        }

        json.WriteEndObject();
    }

    /// <summary>All rules as one document.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<Rule> rules)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartArray("rules");
        foreach (Rule rule in rules)
        {
            Write(json, rule);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Meaning(Rule rule) => rule.Kind switch
    {
        RuleKind.Authenticity => "the bytes are not what they claim to be, so nothing they say counts",
        RuleKind.Policy => "it may be genuine, and is not what the policy accepts",
        _ => "something is expired, stale, not yet valid or missing, which says nothing about the evidence",
    };

    private static string Kind(Rule rule) => rule.Kind switch
    {
        RuleKind.Authenticity => "authenticity",
        RuleKind.Policy => "policy",
        _ => "freshness",
    };
}
