// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.Wire;

/// <summary>A structure that is read from received bytes and keeps them.</summary>
public interface IWire<TSelf>
    where TSelf : class, IWire<TSelf>
{
    /// <summary>The received bytes this was read from; signatures are checked over these.</summary>
    ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Reads the structure; never throws, never allocates by an untrusted length.</summary>
    /// <param name="bytes">Received bytes; kept, not copied: the caller no longer changes them.</param>
    /// <param name="parsed">The structure, or null on failure.</param>
    /// <param name="malformed">The first thing that is wrong, or null on success.</param>
    static abstract bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out TSelf? parsed,
        [NotNullWhen(false)] out Malformed? malformed);
}
