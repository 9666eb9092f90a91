// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Documents;

/// <summary>The Evidence document (CONTRACTS, section 5): one to four TEEs' Evidence over the same REPORT_DATA.</summary>
/// <param name="Raw">The document as received.</param>
/// <param name="Evidences">Each TEE once.</param>
public sealed record EvidenceDocument(ReadOnlyMemory<byte> Raw, ImmutableArray<Evidence> Evidences)
{
    /// <summary>The document's media type.</summary>
    public const string MediaType = "application/vnd.attestation.evidence+json;version=1";

    /// <summary>Most bytes of a document: a base64 event log of 16 MiB and a quote; nothing larger is ever written.</summary>
    public const int MaxBytes = 24 << 20;

    private const string Structure = "evidence document";
    private const int MaxEvidences = 4;
    private const int Sha256Bytes = 32;

    private static readonly JsonLimits Limits = new(MaxBytes);

    /// <summary>Reads a document; never throws.</summary>
    /// <param name="utf8">The received bytes.</param>
    /// <param name="tees">The TEEs that are known; another is an error.</param>
    /// <param name="document">The document, or null.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8,
        IReadOnlyList<ITee> tees,
        [NotNullWhen(true)] out EvidenceDocument? document,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        document = null;
        ImmutableArray<Evidence> evidences = [];
        if (!StrictJson.TryParse(utf8, Structure, Limits, out JsonItem? root, out malformed))
        {
            return false;
        }

        malformed = Members(root, "document", "mediaType", "evidences")
            ?? Require(root.TryGet("mediaType", out JsonItem? type) && type.Text == MediaType, "mediaType", $"want \"{MediaType}\"")
            ?? ReadEvidences(root, tees, out evidences);
        document = malformed is null ? new(utf8, evidences) : null;
        return document is not null && malformed is null;
    }

    /// <summary>Reads the member <c>evidences</c> of an object: of this document, or of a log in a proof bundle.</summary>
    internal static Malformed? ReadEvidences(JsonItem holder, IReadOnlyList<ITee> tees, out ImmutableArray<Evidence> evidences)
    {
        evidences = [];
        if (!holder.TryGet("evidences", out JsonItem? list) || list.Items.Length is < 1 or > MaxEvidences)
        {
            return new(Structure, "evidences", $"want 1 to {MaxEvidences}");
        }

        ImmutableArray<Evidence>.Builder read = ImmutableArray.CreateBuilder<Evidence>();
        foreach (JsonItem item in list.Items)
        {
            Malformed? malformed = One(item, tees, out Evidence? evidence)
                ?? Require(read.All(other => other.Tee != evidence!.Tee), evidence!.Tee, "stands twice, want each TEE once");
            if (malformed is not null)
            {
                return malformed;
            }

            read.Add(evidence!);
        }

        evidences = read.ToImmutable();
        return null;
    }

    private static Malformed? One(JsonItem item, IReadOnlyList<ITee> tees, out Evidence? evidence)
    {
        evidence = null;
        if (Members(item, "evidences", "tee", "parts") is { } wrong)
        {
            return wrong;
        }

        string name = item.TryGet("tee", out JsonItem? tee) ? tee.Text : "";
        if (tees.FirstOrDefault(each => each.Name == name) is not { } known)
        {
            return new(Structure, "tee", $"is \"{name}\", want one of {string.Join(", ", tees.Select(each => each.Name))}");
        }

        ImmutableArray<EvidencePart>.Builder parts = ImmutableArray.CreateBuilder<EvidencePart>();
        foreach (JsonItem each in item.TryGet("parts", out JsonItem? list) ? list.Items : [])
        {
            if (Part(each, known, parts, out EvidencePart? part) is { } broken)
            {
                return broken;
            }

            parts.Add(part!);
        }

        evidence = new(name, parts.ToImmutable());
        return known.Parts.FirstOrDefault(kind => kind.Required && parts.All(part => part.Name != kind.Name)) is { } missing
            ? new(Structure, $"{name}.{missing.Name}", "is absent, want this required part")
            : null;
    }

    private static Malformed? Part(JsonItem item, ITee tee, IEnumerable<EvidencePart> before, out EvidencePart? part)
    {
        part = null;
        string name = item.TryGet("name", out JsonItem? named) ? named.Text : "";
        string path = $"{tee.Name}.{name}";
        if (tee.Parts.FirstOrDefault(kind => kind.Name == name) is not { } known)
        {
            return new(Structure, path, $"is not a part of {tee.Name} Evidence, want one of {string.Join(", ", tee.Parts.Select(kind => kind.Name))}");
        }

        if (before.Any(other => other.Name == name))
        {
            return new(Structure, path, "stands twice, want each part once");
        }

        if (item.TryGet("data", out JsonItem? data))
        {
            return Members(item, path, "name", "data") ?? Inline(path, name, data, out part);
        }

        return Members(item, path, "name", "sha256")
            ?? Require(known.IsEventLog, path, "is given by digest, which only event logs may be")
            ?? Reference(item, path, name, out part);
    }

    private static Malformed? Inline(string path, string name, JsonItem data, out EvidencePart? part)
    {
        part = data.Kind == JsonKind.Text && CanonicalBase64.TryDecode(data.Text, out byte[]? bytes) ? new(name, bytes) : null;
        return Require(part is not null, path, "is not canonical base64");
    }

    private static Malformed? Reference(JsonItem item, string path, string name, out EvidencePart? part)
    {
        part = item.TryGet("sha256", out JsonItem? digest) && digest.Kind == JsonKind.Text && Hex.TryReadLower(digest.Text, Sha256Bytes, out byte[]? sha256)
            ? new(name, ReadOnlyMemory<byte>.Empty) { Sha256 = sha256 }
            : null;
        return Require(part is not null, path, "want data in base64, or for an event log sha256 in hex");
    }

    private static Malformed? Members(JsonItem item, string path, params ReadOnlySpan<string> allowed)
    {
        foreach (JsonMember member in item.Members)
        {
            if (!allowed.Contains(member.Name))
            {
                return new(Structure, path, $"has a member \"{member.Name}\", want {string.Join(", ", allowed!)}");
            }
        }

        return Require(item.Kind == JsonKind.Object, path, "is not an object");
    }

    private static Malformed? Require(bool holds, string field, string reason) => holds ? null : new(Structure, field, reason);
}
