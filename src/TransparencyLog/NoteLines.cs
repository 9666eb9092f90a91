// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Unicode;
using Attestation.Documents;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>The form of a signed note's lines (C2SP signed-note).</summary>
internal static class NoteLines
{
    public const string Structure = "signed note";
    public const string Mark = "\u2014 ";
    public const int KeyIdBytes = 4;

    /// <summary>Valid UTF-8 that ends in a newline, without other control characters.</summary>
    public static Malformed? Form(ReadOnlySpan<byte> note, int maxBytes)
    {
        if (note.Length > maxBytes)
        {
            return new(Structure, "note", $"is {note.Length} bytes, at most {maxBytes} are read");
        }

        if (!Utf8.IsValid(note) || !note.EndsWith("\n"u8))
        {
            return new(Structure, "note", "is not UTF-8 that ends in a newline");
        }

        foreach (byte each in note)
        {
            if (each < (byte)' ' && each != (byte)'\n')
            {
                return new(Structure, "note", $"has the control character 0x{each:x2}");
            }
        }

        return null;
    }

    /// <summary>Reads signature lines.</summary>
    /// <param name="lines">All that follows the empty line; ends in a newline.</param>
    /// <param name="max">Most lines.</param>
    /// <param name="malformed">The first line that is wrong, or null.</param>
    public static ImmutableArray<NoteSignature> Read(string lines, int max, out Malformed? malformed)
    {
        malformed = null;
        string[] each = lines.Length == 0 ? [] : lines[..^1].Split('\n');
        if (each.Length is 0 || each.Length > max)
        {
            malformed = new(Structure, "signatures", $"{each.Length} lines, want 1 to {max}");
            return [];
        }

        ImmutableArray<NoteSignature>.Builder read = ImmutableArray.CreateBuilder<NoteSignature>(each.Length);
        foreach (string line in each)
        {
            if (One(line) is not { } signature)
            {
                malformed = new(Structure, $"signature line {read.Count + 1}", "want an em dash, a space, the key's name, a space and canonical base64");
                return [];
            }

            read.Add(signature);
        }

        return read.MoveToImmutable();
    }

    private static NoteSignature? One(string line)
    {
        int space = line.LastIndexOf(' ');
        if (!line.StartsWith(Mark, StringComparison.Ordinal) || space < Mark.Length)
        {
            return null;
        }

        string name = line[Mark.Length..space];
        return IsName(name) && CanonicalBase64.TryDecode(line[(space + 1)..], out byte[]? bytes) && bytes.Length > KeyIdBytes
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(KeyIdBytes))
            : null;
    }

    private static bool IsName(string name) => name.Length > 0 && !name.Contains('+', StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace);
}
