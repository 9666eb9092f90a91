// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Wire;

namespace Attestation.TransparencyLog.Tests;

public sealed class SignedNoteTests
{
    private static readonly SodiumSigner Signer = SodiumSigner.Known();
    private static readonly string Line = KnownAnswer.Note[(KnownAnswer.Text.Length + 1)..];

    [Fact]
    public void The_known_key_makes_the_known_note_byte_for_byte()
    {
        byte[] note = Signer.Note(1, MerkleTree.LeafHash(KnownAnswer.Entry));

        Assert.Equal(KnownAnswer.PublicKey, Hex.Of(Signer.PublicKey.Span));
        Assert.Equal(KnownAnswer.KeyId, Signer.NoteKey.KeyId);
        Assert.Equal(KnownAnswer.Note, Encoding.UTF8.GetString(note));
    }

    [Fact]
    public void The_known_note_is_read_and_signed()
    {
        SignedNote note = Read(KnownAnswer.Note);

        Assert.Equal(KnownAnswer.Text, Encoding.UTF8.GetString(note.Text.Span));
        Assert.Equal(NoteVerdict.Signed, note.VerdictOn(Signer.NoteKey, Sodium.Ed25519));
    }

    [Fact]
    public void Every_bit_of_text_and_signature_counts()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(KnownAnswer.Note);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit >> 3] ^= (byte)(1 << (bit & 7));
            bool isSigned = SignedNote.TryParse(changed, out SignedNote? note, out _) && note.VerdictOn(Signer.NoteKey, Sodium.Ed25519) == NoteVerdict.Signed;
            Assert.False(isSigned, $"bit {bit}");
        }
    }

    [Fact]
    public void Lines_of_keys_that_nobody_knows_are_ignored()
    {
        string stranger = $"\u2014 witness.example {Convert.ToBase64String(new byte[77])}\n";

        Assert.Equal(NoteVerdict.Signed, Verdict(KnownAnswer.Text + "\n" + stranger + Line + stranger));
        Assert.Equal(NoteVerdict.Unsigned, Verdict(KnownAnswer.Text + "\n" + stranger));
    }

    [Fact]
    public void A_line_of_the_known_name_with_another_number_is_a_stranger() =>
        Assert.Equal(NoteVerdict.Signed, Verdict(KnownAnswer.Note + $"\u2014 {Signer.Origin} {Convert.ToBase64String(new byte[68])}\n"));

    [Fact]
    public void A_known_key_that_fails_refuses_the_note()
    {
        using SodiumSigner signer = SodiumSigner.Known();
        string other = Encoding.UTF8.GetString(signer.Note(2, MerkleTree.EmptyRoot));

        Assert.Equal(NoteVerdict.WrongSignature, Verdict(KnownAnswer.Text + other[other.IndexOf("\n\n", StringComparison.Ordinal)..][1..]));
    }

    [Fact]
    public void A_known_key_signs_once() => Assert.Equal(NoteVerdict.SignedTwice, Verdict(KnownAnswer.Note + Line));

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Sixteen_signatures_are_read_and_one_more_is_not(int count, bool read) =>
        Assert.Equal(read, SignedNote.TryParse(
            Encoding.UTF8.GetBytes(KnownAnswer.Text + "\n" + string.Concat(Enumerable.Repeat(Line, count))), out _, out _));

    [Theory]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=")]
    [InlineData("text\n\n- a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAA==\n")]
    [InlineData("text\n\n\u2014 a AAAAAAB=\n")]
    [InlineData("text\n\n\u2014 a+b AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a b AAAAAAA=\n")]
    [InlineData("text\n\n\u2014  AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 AAAAAAA=\n")]
    [InlineData("te\txt\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\r\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=\nmore\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA=\n\n")]
    public void Another_form_is_refused(string note)
    {
        Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out _, out Malformed? malformed));
        Assert.Equal("signed note", malformed.Structure);
    }

    [Fact]
    public void The_shortest_note_is_read() => Assert.Equal("text\n", Encoding.UTF8.GetString(Read("text\n\n\u2014 a AAAAAAA=\n").Text.Span));

    [Fact]
    public void Bytes_that_are_no_utf8_are_refused() =>
        Assert.False(SignedNote.TryParse((byte[])[0xff, .. Encoding.UTF8.GetBytes(KnownAnswer.Note)], out _, out _));

    [Fact]
    public void A_note_over_the_limit_is_refused() =>
        Assert.False(SignedNote.TryParse(Encoding.UTF8.GetBytes(new string('a', SignedNote.MaxBytes) + KnownAnswer.Note), out _, out _));

    private static NoteVerdict Verdict(string note) => Read(note).VerdictOn(Signer.NoteKey, Sodium.Ed25519);

    private static SignedNote Read(string note)
    {
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(note), out SignedNote? read, out Malformed? malformed), malformed?.ToString());
        return read;
    }
}
