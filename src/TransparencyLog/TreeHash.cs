// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Attestation.Documents;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>A SHA-256 hash of a tree: of a leaf, a node or a root; 32 bytes by value.</summary>
public readonly struct TreeHash : IEquatable<TreeHash>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly Block block;

    /// <summary>Copies a hash.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new ArgumentException($"{bytes.Length} bytes, want {Length}", nameof(bytes));
        }

        Block copy = default;
        bytes.CopyTo(copy);
        block = copy;
    }

    /// <summary>The 32 bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => block;

    /// <summary>Canonical base64, 44 characters, as notes and proofs spell it.</summary>
    public string Base64 => Convert.ToBase64String(Bytes);

    /// <summary>Reads canonical base64 of exactly 32 bytes; false on anything else.</summary>
    public static bool TryReadBase64(string text, out TreeHash hash)
    {
        bool ok = text.Length == Base64Length && CanonicalBase64.TryDecode(text, out byte[]? bytes) && bytes.Length == Length;
        hash = ok ? new(Convert.FromBase64String(text)) : default;
        return ok;
    }

    /// <summary>Equal in all 32 bytes.</summary>
    public static bool operator ==(TreeHash left, TreeHash right) => left.Equals(right);

    /// <summary>Different in any byte.</summary>
    public static bool operator !=(TreeHash left, TreeHash right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TreeHash other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TreeHash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(Bytes);

    /// <summary>Lower-case hex.</summary>
    public override string ToString() => Hex.Of(Bytes);

    internal const int Base64Length = 44;

    [InlineArray(Length)]
    private struct Block
    {
        private byte first;
    }
}
