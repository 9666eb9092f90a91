// SPDX-License-Identifier: Apache-2.0

using NSec.Cryptography;

namespace Attestation.TransparencyLog.Tests;

/// <summary>A log key by libsodium, made from a seed.</summary>
internal sealed class SodiumSigner : INoteSigner, IDisposable
{
    private readonly Key key;

    public SodiumSigner(ReadOnlySpan<byte> seed)
    {
        key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        PublicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <summary>The key of the known answer: seed 00 01 … 1f.</summary>
    public static SodiumSigner Known() => new([.. Enumerable.Range(0, 32).Select(each => (byte)each)]);

    public ReadOnlyMemory<byte> PublicKey { get; }

    public Origin Origin => Origin.Of("example.org", RunId.Of(PublicKey.Span));

    public NoteKey NoteKey => new(Origin.ToString(), PublicKey.Span);

    public void Sign(ReadOnlySpan<byte> message, Span<byte> signature) => SignatureAlgorithm.Ed25519.Sign(key, message, signature);

    /// <summary>The note over a tree's head.</summary>
    public byte[] Note(long size, TreeHash root) => SignedNote.Sign(new Checkpoint(Origin, size, root).ToBytes(), Origin.ToString(), this);

    public void Dispose() => key.Dispose();
}
