// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;

namespace Attestation.Cli.Rendering;

/// <summary>The result document (CONTRACTS, section 9.2); the same members on success and failure.</summary>
internal static class JsonRenderer
{
    public const string MediaType = "application/vnd.attestation.result+json;version=1";

    private const string Unknown = "unknown";

    /// <summary>Writes the document.</summary>
    public static void Write(Utf8JsonWriter json, AttestationResult result, ExitCode exitCode)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteString("outcome", Outcomes.Code(result.Outcome));
        json.WriteNumber("exitCode", (int)exitCode);
        json.WriteString("evaluatedAt", UtcTime.Of(result.EvaluatedAt));
        WriteVerifier(json);
        WriteList(json, "evidences", result.Evidences, Evidence);
        WriteList(json, "logs", result.Logs, Log);
        WriteList(json, "statements", result.Statements, Statement);
        WriteTexts(json, "unsafe", result.Unsafe);
        WriteList(json, "checks", result.Checks, Check);
        WriteList(json, "endorsements", result.Endorsements, Endorsement);
        json.WritePropertyName("claims");
        if (result.TryGetClaims(out Claims? claims))
        {
            JsonClaims.Write(json, claims);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    private static void WriteVerifier(Utf8JsonWriter json)
    {
        json.WriteStartObject("verifier");
        json.WriteString("version", Build.Version);
        json.WriteBoolean("simulators", Build.HasSimulators);
        json.WriteEndObject();
    }

    private static void Evidence(Utf8JsonWriter json, EvidenceSummary evidence)
    {
        json.WriteString("tee", evidence.Tee);
        json.WriteString("format", evidence.Format);
        json.WriteString("sha256", evidence.Sha256);
        json.WriteNumber("bytes", evidence.Bytes);
    }

    private static void Log(Utf8JsonWriter json, LogSummary log)
    {
        json.WriteString("origin", log.Origin);
        json.WriteNumber("size", log.Size);
        json.WriteString("root", log.Root);
        json.WriteNumber("leaves", log.Leaves);
        json.WriteString("anchor", log.Anchor);
        json.WriteString("rollback", log.IsRollbackChecked ? "checked" : "not_evaluated");
    }

    private static void Statement(Utf8JsonWriter json, StatementSummary statement)
    {
        json.WriteNumber("log", statement.Log);
        json.WriteNumber("leaf", statement.Leaf);
        json.WriteString("predicate", statement.Predicate);
        json.WriteString("sha256", statement.Sha256);
        json.WriteString("freshness", statement.Freshness);
        WriteTexts(json, "bounds", statement.Bounds);
    }

    private static void Check(Utf8JsonWriter json, Check check)
    {
        json.WriteString("id", check.Rule.Id);
        json.WriteString("title", check.Rule.Title);
        json.WriteString("outcome", Outcomes.Code(check.Outcome));
        json.WriteString("spec", check.Rule.Citation);
        WriteText(json, "got", check.Got);
        WriteTexts(json, "want", check.Want);
        WriteText(json, "because", check.Because);
        WriteText(json, "toleratedUntil", check.ToleratedUntil is { } until ? UtcTime.Of(until) : null);
    }

    private static void Endorsement(Utf8JsonWriter json, EndorsementUse use)
    {
        json.WriteString("name", use.Name);
        json.WriteString("suffix", use.Suffix);
        json.WriteString("retrievedAt", use.RetrievedAt is { } retrieved ? UtcTime.Of(retrieved) : Unknown);
        WriteText(json, "nextUpdate", use.NextUpdate is { } until ? UtcTime.Of(until) : null);
        json.WriteString("source", use.Source);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            members(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
