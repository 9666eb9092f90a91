// SPDX-License-Identifier: Apache-2.0

using System.Text.Json;
using Attestation.Statements;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.Cli.Rendering;

/// <summary>Leaves of a log: a line each, or an object each.</summary>
internal static class LeafRenderer
{
    private const string MediaType = "application/vnd.attestation.leaves+json;version=1";
    private const int PredicateWidth = 21;
    private const int MostSubjects = 4;

    /// <summary>What stands above the leaves.</summary>
    public static void Head(Page page, Checkpoint head)
    {
        page.Line("not verified: decoded only, anybody could have written this; `attest log verify` checks it");
        page.Line($"{ShortHex.Of(head.Origin.ToString())} · size {head.Size} · root {ShortHex.Of(head.Root.ToString())}");
        page.Line();
    }

    /// <summary>One line.</summary>
    public static void Print(Page page, long index, Statement? statement, Malformed? malformed)
    {
        if (statement is null)
        {
            page.Marked(Outcome.Fail, "", $"{index,8}  no statement: {malformed}");
            return;
        }

        string subjects = string.Join(", ", statement.Subjects.Take(MostSubjects).Select(each => $"{each.Name} {each.Hex[..8]}…"));
        string more = statement.Subjects.Length > MostSubjects ? $", {statement.Subjects.Length - MostSubjects} more" : "";
        page.Line($"{index,8}  {Name(statement),-PredicateWidth} {statement.TextOf("issuedAt")}  {subjects}{more}");
    }

    /// <summary>Begins the document; the leaves follow.</summary>
    public static void Begin(Utf8JsonWriter json, Checkpoint head)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteBoolean("verified", false);
        json.WriteString("origin", head.Origin.ToString());
        json.WriteNumber("size", head.Size);
        json.WriteString("root", head.Root.ToString());
        json.WriteStartArray("leaves");
    }

    /// <summary>One object.</summary>
    public static void Write(Utf8JsonWriter json, long index, ReadOnlySpan<byte> bytes, Statement? statement, Malformed? malformed)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        json.WriteString("leafHash", MerkleTree.LeafHash(bytes).ToString());
        if (statement is null)
        {
            json.WriteString("because", malformed?.ToString());
        }
        else
        {
            json.WriteString("predicate", Name(statement));
            json.WriteString("issuedAt", statement.TextOf("issuedAt"));
            WriteSubjects(json, statement);
        }

        json.WriteEndObject();
    }

    /// <summary>Ends the document.</summary>
    public static void End(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSubjects(Utf8JsonWriter json, Statement statement)
    {
        json.WriteStartArray("subjects");
        foreach (Subject subject in statement.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("name", subject.Name);
            json.WriteString(subject.Algorithm, subject.Hex);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Name(Statement statement) => statement.Type?.Name ?? statement.PredicateUri;
}
