// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.TransparencyLog;

/// <summary>A text and who signed it (C2SP signed-note): text, an empty line, signature lines.</summary>
/// <remarks>Keys that the reader does not know are ignored, so that witnesses may add lines; a known key that fails refuses the note.</remarks>
public sealed class SignedNote : IWire<SignedNote>
{
    /// <summary>Most signature lines of a note.</summary>
    public const int MaxSignatures = 16;

    /// <summary>Most bytes of a note: room for sixteen signatures of post-quantum length.</summary>
    public const int MaxBytes = 128 << 10;

    private SignedNote(ReadOnlyMemory<byte> raw, int textLength, ImmutableArray<NoteSignature> signatures)
    {
        Raw = raw;
        Text = raw[..textLength];
        Signatures = signatures;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The signed bytes: up to and including the newline before the empty line.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    /// <summary>The signature lines in order, 1 to 16.</summary>
    public ImmutableArray<NoteSignature> Signatures { get; }

    /// <summary>Signs a text: the note's bytes with one signature line.</summary>
    /// <param name="text">Ends in a newline.</param>
    /// <param name="name">The key's name.</param>
    /// <param name="signer">The key.</param>
    public static byte[] Sign(ReadOnlySpan<byte> text, string name, INoteSigner signer)
    {
        NoteKey key = new(name, signer.PublicKey.Span);
        Span<byte> line = stackalloc byte[NoteLines.KeyIdBytes + NoteKey.SignatureLength];
        BinaryPrimitives.WriteUInt32BigEndian(line, key.KeyId);
        signer.Sign(text, line[NoteLines.KeyIdBytes..]);
        return [.. text, .. Encoding.UTF8.GetBytes($"\n{NoteLines.Mark}{name} {Convert.ToBase64String(line)}\n")];
    }

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out SignedNote? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        malformed = NoteLines.Form(bytes.Span, MaxBytes);
        int blank = bytes.Span.LastIndexOf("\n\n"u8);
        malformed ??= blank <= 0 ? new(NoteLines.Structure, "text", "no empty line parts text and signatures") : null;
        if (malformed is not null)
        {
            return false;
        }

        ImmutableArray<NoteSignature> signatures = NoteLines.Read(Encoding.UTF8.GetString(bytes.Span[(blank + 2)..]), MaxSignatures, out malformed);
        parsed = malformed is null ? new(bytes, blank + 1, signatures) : null;
        return parsed is not null && malformed is null;
    }

    /// <summary>What the note says of a key.</summary>
    /// <param name="key">The key that is known.</param>
    /// <param name="ed25519">Checks the signature.</param>
    public NoteVerdict VerdictOn(NoteKey key, IEd25519 ed25519)
    {
        NoteSignature[] its = [.. Signatures.Where(each => each.KeyId == key.KeyId && each.Name == key.Name)];
        return its.Length switch
        {
            0 => NoteVerdict.Unsigned,
            > 1 => NoteVerdict.SignedTwice,
            _ => its[0].Signature.Length == NoteKey.SignatureLength && ed25519.Verify(key.PublicKey.Span, Text.Span, its[0].Signature.Span)
                ? NoteVerdict.Signed
                : NoteVerdict.WrongSignature,
        };
    }
}
