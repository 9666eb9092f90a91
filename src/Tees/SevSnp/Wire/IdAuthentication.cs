// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>Who signed an ID block: the ID key the block, and the author key, where there is one, the ID key.</summary>
/// <remarks>Immutable. The firmware checks both signatures at launch; reports carry the keys' digests only.</remarks>
public sealed class IdAuthentication : IWire<IdAuthentication>
{
    private const string Structure = "SNP ID authentication";
    private const uint None = 0;
    private const uint EcdsaP384Sha384 = 1;

    private IdAuthentication(ReadOnlyMemory<byte> raw, SnpSignature blockSignature, IdPublicKey idKey, SnpSignature? keySignature, IdPublicKey? authorKey)
    {
        Raw = raw;
        BlockSignature = blockSignature;
        IdKey = idKey;
        KeySignature = keySignature;
        AuthorKey = authorKey;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Over the ID block, by the ID key.</summary>
    public SnpSignature BlockSignature { get; }

    /// <summary>The ID key.</summary>
    public IdPublicKey IdKey { get; }

    /// <summary>Over the ID key's structure, by the author key; null without one.</summary>
    public SnpSignature? KeySignature { get; }

    /// <summary>The author key; null where there is none.</summary>
    public IdPublicKey? AuthorKey { get; }

    /// <summary>True where every signature there is verifies.</summary>
    public bool Verifies(IdBlock block) =>
        IdKey.Verifies(block.Raw.Span, BlockSignature)
        && (AuthorKey is null || AuthorKey.Verifies(IdKey.Raw.Span, KeySignature!));

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out IdAuthentication? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        malformed = FaultOf(bytes.Span);
        if (malformed is not null
            || !SnpSignature.TryParse(bytes.Bytes(IdAuthenticationLayout.IdBlockSignature), out SnpSignature? blockSignature, out malformed)
            || !IdPublicKey.TryParse(bytes.Bytes(IdAuthenticationLayout.IdKey), out IdPublicKey? idKey, out malformed))
        {
            return false;
        }

        if (bytes.Span.U32(IdAuthenticationLayout.AuthorKeyAlgo) == None)
        {
            parsed = new(bytes, blockSignature, idKey, null, null);
            return true;
        }

        if (SnpSignature.TryParse(bytes.Bytes(IdAuthenticationLayout.IdKeySignature), out SnpSignature? keySignature, out malformed)
            && IdPublicKey.TryParse(bytes.Bytes(IdAuthenticationLayout.AuthorKey), out IdPublicKey? authorKey, out malformed))
        {
            parsed = new(bytes, blockSignature, idKey, keySignature, authorKey);
        }

        return parsed is not null;
    }

    private static Malformed? FaultOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != IdAuthenticationLayout.Size)
        {
            return new(Structure, "length", $"got {bytes.Length} bytes, want {IdAuthenticationLayout.Size}");
        }

        uint id = bytes.U32(IdAuthenticationLayout.IdKeyAlgo);
        uint author = bytes.U32(IdAuthenticationLayout.AuthorKeyAlgo);
        bool authorless = author == None
            && (bytes.Bytes(IdAuthenticationLayout.IdKeySignature).ContainsAnyExcept((byte)0)
                || bytes.Bytes(IdAuthenticationLayout.AuthorKey).ContainsAnyExcept((byte)0));
        return id != EcdsaP384Sha384 ? new(Structure, "ID_KEY_ALGO", $"got {id}, want {EcdsaP384Sha384}")
            : author > EcdsaP384Sha384 ? new(Structure, "AUTH_KEY_ALGO", $"got {author}, want {None} or {EcdsaP384Sha384}")
            : authorless ? new(Structure, "AUTHOR_KEY", "is there, and AUTH_KEY_ALGO says that there is none")
            : FieldReading.FirstNonZeroReserved(bytes, IdAuthenticationLayout.All.AsSpan()) is { } field
            ? new(Structure, field.Name, $"got bytes other than zero at 0x{field.Offset:x3}, want zero")
            : null;
    }
}
