// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Endorsing;

/// <summary>A folder's <c>manifest.json</c> (CONTRACTS, section 6): when and whence each document came, and its digest.</summary>
internal sealed class EndorsementManifest
{
    public const string FileName = "manifest.json";

    public const string Unknown = "unknown";

    private readonly Dictionary<EndorsementName, Entry> entries = [];

    private readonly List<string> unknownNames = [];

    /// <summary>Names that no TEE knows; the folder may serve newer programs too.</summary>
    public IReadOnlyList<string> UnknownNames => unknownNames;

    /// <summary>Reads a manifest; every problem is reported at once.</summary>
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8,
        IReadOnlyList<ITee> tees,
        [NotNullWhen(true)] out EndorsementManifest? manifest,
        [NotNullWhen(false)] out string? problem)
    {
        manifest = null;
        if (!StrictJson.TryParse(utf8, "manifest", JsonLimits.Document, out JsonItem? root, out Malformed? malformed))
        {
            problem = $"{malformed.Field}: {malformed.Reason}";
            return false;
        }

        if (root.Kind != JsonKind.Array)
        {
            problem = "want a list of {name, sha256, retrievedAt, source}";
            return false;
        }

        List<ConfigProblem> problems = [];
        EndorsementManifest read = new();
        for (int i = 0; i < root.Items.Length; i++)
        {
            read.Add(new ConfigSection(root.Items[i], $"[{i}]", problems), tees);
        }

        problem = problems.Count == 0 ? null : string.Join("; ", problems);
        manifest = problem is null ? read : null;
        return manifest is not null;
    }

    /// <summary>The document with the manifest's times; a problem where its bytes are not the listed ones.</summary>
    public Endorsement? Describe(EndorsementName name, byte[] bytes, string folder, out string? problem)
    {
        problem = null;
        if (!entries.Remove(name, out Entry? entry))
        {
            return new(name.Name, name.Suffix, bytes) { Source = folder };
        }

        if (!SHA256.HashData(bytes).AsSpan().SequenceEqual(entry.Sha256.Span))
        {
            problem = $"sha256 is {Hex.Of(SHA256.HashData(bytes))}, {FileName} says {Hex.Of(entry.Sha256.Span)}";
            return null;
        }

        return new(name.Name, name.Suffix, bytes) { RetrievedAt = entry.RetrievedAt, Source = entry.Source ?? folder };
    }

    /// <summary>True where the name is listed and was not described yet.</summary>
    public bool Lists(EndorsementName name) => entries.ContainsKey(name);

    /// <summary>A listed name that <see cref="Describe"/> was never asked for, or null: the folder lacks that file.</summary>
    public EndorsementName? FirstMissing() => entries.Keys.OrderBy(name => name.ToString(), StringComparer.Ordinal).FirstOrDefault();

    private void Add(ConfigSection section, IReadOnlyList<ITee> tees)
    {
        string text = section.Text("name") ?? "";
        Entry entry = new(section.Bytes("sha256", SHA256.HashSizeInBytes) ?? default, Time(section), section.Text("source"));
        section.Done();
        if (entry.Sha256.IsEmpty && !section.Has("sha256"))
        {
            section.Report("sha256", "is absent, want the digest of the file");
        }

        if (!EndorsementName.TryOf(text, tees, out EndorsementName? name))
        {
            unknownNames.Add(text);
        }
        else if (!entries.TryAdd(name, entry))
        {
            section.Report("name", $"\"{name}\" stands twice");
        }
    }

    private static DateTimeOffset? Time(ConfigSection section) =>
        section.Item("retrievedAt") is { Kind: JsonKind.Text, Text: Unknown } ? null : section.Time("retrievedAt");

    private sealed record Entry(ReadOnlyMemory<byte> Sha256, DateTimeOffset? RetrievedAt, string? Source);
}
