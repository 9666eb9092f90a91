// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Attestation.Endorsing;
using Attestation.Planning;

namespace Attestation.Cli.Rendering;

/// <summary>Prints what is kept of Endorsements.</summary>
internal static class KeptRenderer
{
    private const string MediaType = "application/vnd.attestation.endorsements+json;version=1";

    /// <summary>A line a name, or one document.</summary>
    public static void Print(Session session, OutputForm form, ImmutableArray<JudgedEndorsement> all, DateTimeOffset now)
    {
        if (form == OutputForm.Json)
        {
            session.PrintJson(json => Write(json, all, now));
        }
        else if (form == OutputForm.Tree)
        {
            session.Print(page =>
            {
                foreach (JudgedEndorsement each in all)
                {
                    page.Marked(each.Verdict.At(now) == EndorsementState.Valid ? Outcome.Pass : Outcome.Fail, "  ", $"{each.Name}   {Line(each, now)}");
                }

                if (all.IsEmpty)
                {
                    page.Line("nothing is kept");
                }
            });
        }
    }

    /// <summary>What became of each name of an import.</summary>
    public static void WriteImported(Utf8JsonWriter json, ImmutableArray<ImportedEndorsement> all)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartArray("endorsements");
        foreach (ImportedEndorsement each in all)
        {
            json.WriteStartObject();
            json.WriteString("name", each.Name);
            json.WriteString("state", Word(each.State));
            json.WriteString("outcome", Word(each.Outcome));
            json.WriteString("because", each.Because);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ImmutableArray<JudgedEndorsement> all, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", MediaType);
        json.WriteStartArray("endorsements");
        foreach (JudgedEndorsement each in all)
        {
            json.WriteStartObject();
            json.WriteString("name", each.Name);
            json.WriteString("state", Word(each.Verdict.At(now)));
            json.WriteString("retrievedAt", each.RetrievedAt is { } time ? UtcTime.Of(time) : "unknown");
            json.WriteString("nextUpdate", each.Verdict.NextUpdate is { } next ? UtcTime.Of(next) : null);
            json.WriteString("validUntil", UtcTime.Of(each.Verdict.ValidUntil));
            json.WriteString("number", each.Verdict.Number?.ToString(CultureInfo.InvariantCulture));
            json.WriteString("source", each.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Line(JudgedEndorsement each, DateTimeOffset now)
    {
        string age = each.RetrievedAt is { } retrieved ? EndorsementLines.Age(retrieved, now) : "age unknown";
        string end = each.Verdict.NextUpdate is { } next ? $"next update {UtcTime.Of(next)[..10]}" : $"valid until {UtcTime.Of(each.Verdict.ValidUntil)[..10]}";
        string number = each.Verdict.Number is { } known ? $", number {known}" : "";
        string state = each.Verdict.At(now) switch
        {
            EndorsementState.Valid => "",
            EndorsementState.Expired => ", expired",
            _ => ", not yet valid",
        };
        return $"{age}, {end}{number}{state}, from {each.Source}";
    }

    private static string Word(EndorsementState state) => state switch
    {
        EndorsementState.Valid => "valid",
        EndorsementState.Expired => "expired",
        EndorsementState.NotYetValid => "not_yet_valid",
        _ => "refused",
    };

    private static string Word(CacheOutcome outcome) => outcome switch
    {
        CacheOutcome.Kept => "kept",
        CacheOutcome.Older => "older",
        CacheOutcome.OutOfDate => "out_of_date",
        _ => "not_written",
    };
}
