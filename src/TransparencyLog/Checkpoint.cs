// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>The head of a log: the text that the silicon signs (C2SP tlog-checkpoint; CONTRACTS, section 1.1).</summary>
/// <param name="Origin">Whose log.</param>
/// <param name="Size">Leaves in the tree.</param>
/// <param name="Root">The tree's root hash.</param>
public sealed record Checkpoint(Origin Origin, long Size, TreeHash Root)
{
    private const string Structure = "checkpoint";
    private const int MaxBytes = 1024;
    private const int Lines = 3;

    /// <summary>Origin, size and root, each on a line that ends in a newline; ASCII.</summary>
    public string Text => $"{Origin}\n{DecimalNumber.Of(Size)}\n{Root.Base64}\n";

    /// <summary><see cref="Text"/> as bytes: what is signed, and hashed into REPORT_DATA.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(Text);

    /// <summary>Reads a checkpoint's text: exactly its three lines, each in its one form. Never throws.</summary>
    /// <param name="text">A note's text, the last newline included.</param>
    /// <param name="checkpoint">The head, or null.</param>
    /// <param name="malformed">The first line that is wrong, or null.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> text,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        checkpoint = null;
        if (text.Length > MaxBytes || !Ascii.IsValid(text))
        {
            malformed = new(Structure, "text", $"is {text.Length} bytes, want at most {MaxBytes} of ASCII");
            return false;
        }

        string[] lines = Encoding.ASCII.GetString(text).Split('\n');
        if (lines.Length != Lines + 1 || lines[Lines].Length != 0)
        {
            malformed = new(Structure, "text", $"has {lines.Length - 1} newlines, want {Lines} lines that end in one, without extension lines");
            return false;
        }

        checkpoint = Read(lines, out malformed);
        return malformed is null && checkpoint is not null;
    }

    /// <summary>Reads a note whose text is a checkpoint, whoever signed it. Never throws.</summary>
    /// <param name="bytes">The note.</param>
    /// <param name="note">The note, or null.</param>
    /// <param name="checkpoint">The head, or null.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    public static bool TryReadNote(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out SignedNote? note,
        [NotNullWhen(true)] out Checkpoint? checkpoint,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        checkpoint = null;
        return SignedNote.TryParse(bytes, out note, out malformed) && TryParse(note.Text.Span, out checkpoint, out malformed);
    }

    private static Checkpoint? Read(string[] lines, out Malformed? malformed)
    {
        malformed = null;
        if (!Origin.TryParse(lines[0], out Origin? origin))
        {
            malformed = new(Structure, "origin", "is not of the form <trust domain>/attestation-agent/<run id in 64 hex digits>");
        }
        else if (!DecimalNumber.TryRead(lines[1], out long size))
        {
            malformed = new(Structure, "size", "is not a decimal number below 2^63 without leading zeros");
        }
        else if (!TreeHash.TryReadBase64(lines[2], out TreeHash root))
        {
            malformed = new(Structure, "root", "is not canonical base64 of 32 bytes");
        }
        else
        {
            return new(origin, size, root);
        }

        return null;
    }
}
