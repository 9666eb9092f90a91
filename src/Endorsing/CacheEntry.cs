// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Wire;

namespace Attestation.Endorsing;

/// <summary>What a cache knows of one name: which documents lie under it. A line of JSON, and a line with its SHA-256.</summary>
/// <remarks>The digest tells a torn file; what is believed is the documents, which are judged.</remarks>
internal sealed record CacheEntry(string Name, DateTimeOffset? RetrievedAt, string Source, ImmutableArray<CachePiece> Pieces)
{
    private const int DigestChars = 2 * SHA256.HashSizeInBytes;
    private const int MaxPieces = 4;

    /// <summary>The entry of some pieces of one name.</summary>
    public static CacheEntry Of(JudgedEndorsement judged) => new(
        judged.Name, judged.RetrievedAt, judged.Source, [.. judged.Pieces.Select(each => new CachePiece(each.Suffix, Hex.Of(each.Sha256)))]);

    /// <summary>The file's bytes.</summary>
    public byte[] Encode()
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            Write(json);
        }

        byte[] text = line.ToArray();
        return [.. text, .. Digest(text)];
    }

    /// <summary>Reads a file; false where it is torn or of another form.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out CacheEntry? entry)
    {
        entry = null;
        int line = file.Length - DigestChars - 2;
        if (line <= 0 || !file.Span[line..].SequenceEqual(Digest(file.Span[..line]))
            || !StrictJson.TryParse(file[..line], "cache entry", JsonLimits.Document, out JsonItem? root, out _))
        {
            return false;
        }

        List<ConfigProblem> problems = [];
        CacheEntry read = Read(new ConfigSection(root, "", problems));
        bool holds = problems.Count == 0 && read.Pieces.Length is > 0 and <= MaxPieces && read.Pieces.Select(each => each.Suffix).Distinct().Count() == read.Pieces.Length;
        entry = holds ? read : null;
        return holds;
    }

    private static byte[] Digest(ReadOnlySpan<byte> line) => Encoding.ASCII.GetBytes($"\n{Hex.Of(SHA256.HashData(line))}\n");

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        if (RetrievedAt is { } time)
        {
            json.WriteString("retrievedAt", UtcTime.Of(time));
        }

        json.WriteString("source", Source);
        json.WriteStartArray("pieces");
        foreach (CachePiece piece in Pieces)
        {
            json.WriteStartObject();
            json.WriteString("suffix", piece.Suffix);
            json.WriteString("sha256", piece.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static CacheEntry Read(ConfigSection section)
    {
        CacheEntry entry = new(
            section.Text("name") ?? "", section.Time("retrievedAt"), section.Text("source") ?? "", [.. section.Sections("pieces").Select(Piece)]);
        section.Done();
        return entry;
    }

    private static CachePiece Piece(ConfigSection section)
    {
        ReadOnlyMemory<byte> digest = section.Bytes("sha256", SHA256.HashSizeInBytes) ?? default;
        CachePiece piece = new(section.Text("suffix") ?? "", Hex.Of(digest.Span));
        section.Done();
        return piece;
    }
}
