// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Appraisal;

/// <summary>Names a step of an appraisal and everything it reads: up to three SHA-256 digests.</summary>
public readonly struct VerifiedKey : IEquatable<VerifiedKey>
{
    private readonly string step;
    private readonly Digest first;
    private readonly Digest second;
    private readonly Digest third;

    /// <summary>A key.</summary>
    /// <param name="step">Name of the step.</param>
    /// <param name="first">32 bytes.</param>
    /// <param name="second">32 bytes.</param>
    /// <param name="third">32 bytes, or empty.</param>
    /// <exception cref="ArgumentException">A digest has another length.</exception>
    public VerifiedKey(string step, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third = default)
    {
        this.step = step;
        this.first = Digest.Of(first);
        this.second = Digest.Of(second);
        this.third = third.IsEmpty ? default : Digest.Of(third);
    }

    /// <inheritdoc/>
    public bool Equals(VerifiedKey other) =>
        first == other.first && second == other.second && third == other.third && string.Equals(step, other.step, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VerifiedKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(first.Low, second.Low);

    private readonly record struct Digest(UInt128 High, UInt128 Low)
    {
        private const int Bytes = 32;

        public static Digest Of(ReadOnlySpan<byte> digest) => digest.Length == Bytes
            ? new(MemoryMarshal.Read<UInt128>(digest), MemoryMarshal.Read<UInt128>(digest[16..]))
            : throw new ArgumentException($"digest is {digest.Length} bytes, want {Bytes}", nameof(digest));
    }
}
