// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Documents;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>A proof file (C2SP tlog-proof, version 1): the index, the inclusion proof, and the checkpoint verbatim.</summary>
public sealed class TlogProof : IWire<TlogProof>
{
    /// <summary>Most bytes of a proof file; one <c>extra</c> line may be long, though nobody writes it here.</summary>
    public const int MaxBytes = 256 << 10;

    private const string Structure = "tlog-proof";
    private const string Head = "c2sp.org/tlog-proof@v1";
    private const string Extra = "extra ";
    private const string Index = "index ";

    // Canonical base64 and the end of its line.
    private const int HashLine = TreeHash.Base64Length + 1;

    private TlogProof(ReadOnlyMemory<byte> raw, long leafIndex, ImmutableArray<TreeHash> hashes, SignedNote note)
    {
        Raw = raw;
        LeafIndex = leafIndex;
        Hashes = hashes;
        Note = note;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Where the leaf is said to stand.</summary>
    public long LeafIndex { get; }

    /// <summary>The inclusion proof, the leaf's sibling first; at most 63.</summary>
    public ImmutableArray<TreeHash> Hashes { get; }

    /// <summary>The checkpoint's note, verbatim.</summary>
    public SignedNote Note { get; }

    /// <summary>Writes a proof file; never an <c>extra</c> line.</summary>
    /// <param name="leafIndex">Where the leaf stands.</param>
    /// <param name="hashes">Its inclusion proof.</param>
    /// <param name="note">The checkpoint's note.</param>
    public static byte[] Write(long leafIndex, ImmutableArray<TreeHash> hashes, ReadOnlySpan<byte> note) =>
        [.. Encoding.ASCII.GetBytes(Text(leafIndex, hashes, "")), .. note];

    /// <summary>The same as text: a note is UTF-8.</summary>
    /// <param name="leafIndex">Where the leaf stands.</param>
    /// <param name="hashes">Its inclusion proof.</param>
    /// <param name="note">The checkpoint's note.</param>
    public static string Text(long leafIndex, ImmutableArray<TreeHash> hashes, string note)
    {
        string front = $"{Head}\n{Index}{DecimalNumber.Of(leafIndex)}\n";
        return string.Create(front.Length + (hashes.Length * HashLine) + 1 + note.Length, (front, hashes, note), static (text, parts) =>
        {
            parts.front.CopyTo(text);
            text = text[parts.front.Length..];
            foreach (TreeHash hash in parts.hashes)
            {
                Convert.TryToBase64Chars(hash.Bytes, text, out int written);
                text[written] = '\n';
                text = text[HashLine..];
            }

            text[0] = '\n';
            parts.note.CopyTo(text[1..]);
        });
    }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out TlogProof? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        int blank = bytes.Span.IndexOf("\n\n"u8);
        if (bytes.Length > MaxBytes || blank < 0 || !Ascii.IsValid(bytes.Span[..blank]))
        {
            malformed = new(Structure, "file", $"is {bytes.Length} bytes, want ASCII lines, an empty line and a checkpoint, at most {MaxBytes} bytes");
            return false;
        }

        string[] lines = Encoding.ASCII.GetString(bytes.Span[..blank]).Split('\n');
        malformed = Lines(lines, out long leafIndex, out ImmutableArray<TreeHash> hashes);
        if (malformed is not null || !SignedNote.TryParse(bytes[(blank + 2)..], out SignedNote? note, out malformed))
        {
            return false;
        }

        parsed = new(bytes, leafIndex, hashes, note);
        return true;
    }

    private static Malformed? Lines(string[] lines, out long leafIndex, out ImmutableArray<TreeHash> hashes)
    {
        leafIndex = 0;
        hashes = [];
        if (lines[0] != Head)
        {
            return new(Structure, "line 1", $"want \"{Head}\"") { Line = 1 };
        }

        int at = lines.Length > 1 && lines[1].StartsWith(Extra, StringComparison.Ordinal) ? 2 : 1;
        if (at == 2 && !CanonicalBase64.TryDecode(lines[1][Extra.Length..], out _))
        {
            return new(Structure, "extra", "is not canonical base64") { Line = 2 };
        }

        if (at == lines.Length || !lines[at].StartsWith(Index, StringComparison.Ordinal) || !DecimalNumber.TryRead(lines[at].AsSpan(Index.Length), out leafIndex))
        {
            return new(Structure, "index", "want \"index \" and a decimal number without leading zeros") { Line = at + 1 };
        }

        return ReadHashes(lines.AsSpan(at + 1), at + 2, out hashes);
    }

    private static Malformed? ReadHashes(ReadOnlySpan<string> lines, int firstLine, out ImmutableArray<TreeHash> hashes)
    {
        hashes = [];
        if (lines.Length > InclusionProof.MaxHashes)
        {
            return new(Structure, "proof", $"{lines.Length} hashes, want at most {InclusionProof.MaxHashes}");
        }

        ImmutableArray<TreeHash>.Builder read = ImmutableArray.CreateBuilder<TreeHash>(lines.Length);
        foreach (string line in lines)
        {
            if (!TreeHash.TryReadBase64(line, out TreeHash hash))
            {
                return new(Structure, $"hash {read.Count}", "is not canonical base64 of 32 bytes") { Line = firstLine + read.Count };
            }

            read.Add(hash);
        }

        hashes = read.MoveToImmutable();
        return null;
    }
}
