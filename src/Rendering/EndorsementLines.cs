// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Rendering;

/// <summary>The Endorsements that a result rests on, with their ages at the verification instant.</summary>
public static class EndorsementLines
{
    private const int Width = 90;
    private const int MinHexDigits = 12;

    /// <summary>Wrapped lines; none where nothing was used.</summary>
    public static IEnumerable<string> Of(AttestationResult result)
    {
        string line = "";
        foreach (string item in Items(result))
        {
            if (line.Length > 0 && line.Length + item.Length + 2 > Width)
            {
                yield return line + ";";
                line = "";
            }

            line = line.Length == 0 ? item : $"{line}; {item}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    /// <summary>The name as people know it: without vendor, and without the digits that tell machines apart.</summary>
    public static string Label(EndorsementUse use)
    {
        string[] parts = [.. use.Name.Split('/').Skip(1).Where(part => part.Length < MinHexDigits || !part.All(char.IsAsciiHexDigit))];
        return string.Join('/', parts) + (use.Suffix.StartsWith(".chain", StringComparison.Ordinal) ? " chain" : "");
    }

    /// <summary>How old at an instant, for people.</summary>
    public static string Age(DateTimeOffset retrieved, DateTimeOffset now)
    {
        TimeSpan age = now - retrieved;
        return age < TimeSpan.Zero ? $"retrieved later, on {UtcTime.Of(retrieved)[..10]}"
            : age.TotalDays >= 2 ? $"{(int)age.TotalDays} d old"
            : age.TotalHours >= 2 ? $"{(int)age.TotalHours} h old"
            : $"{(int)age.TotalMinutes} min old";
    }

    private static IEnumerable<string> Items(AttestationResult result)
    {
        foreach (EndorsementUse use in result.Endorsements)
        {
            string age = use.RetrievedAt is { } retrieved ? $" {Age(retrieved, result.EvaluatedAt)}" : "";
            string next = use.NextUpdate is { } until ? $"{(age.Length == 0 ? "" : ",")} next update {UtcTime.Of(until)[..10]}" : "";
            yield return $"{Label(use)}{age}{next}";
        }

        int unknown = result.Endorsements.Count(use => use.RetrievedAt is null);
        if (unknown > 0)
        {
            yield return $"age unknown{(unknown == result.Endorsements.Length ? "" : $" of {unknown}")}";
        }

        string[] sources = [.. result.Endorsements.Select(use => use.Source).Distinct()];
        if (sources.Length > 0)
        {
            yield return $"source: {sources[0]}{(sources.Length == 1 ? "" : $" and {sources.Length - 1} more")}";
        }
    }
}
