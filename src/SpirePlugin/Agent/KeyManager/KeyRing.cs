// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Attestation.SpirePlugin.Hosting;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>The SPIRE agent's keys by id, and in the order in which they were made.</summary>
/// <remarks>Thread-safe. Nothing is stored: the keys end with the process, and with them the node's identity, so that a reboot attests anew.</remarks>
internal sealed class KeyRing : IDisposable
{
    private static readonly SignatureScheme Possession = new(HashAlgorithmName.SHA256, SHA256.HashSizeInBytes, RSASignaturePadding.Pkcs1);

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, HeldKey> byId = new(StringComparer.Ordinal);

    /// <summary>All keys, newest last: what is announced to the attestation agent.</summary>
    public Latest<ImmutableArray<HeldKey>> Keys { get; } = new([]);

    /// <summary>The keys and their ids, sorted.</summary>
    public ImmutableArray<KeyValuePair<string, HeldKey>> All
    {
        get
        {
            lock (gate)
            {
                return [.. byId];
            }
        }
    }

    /// <summary>The key of an id.</summary>
    public bool TryGet(string id, [NotNullWhen(true)] out HeldKey? key)
    {
        lock (gate)
        {
            return byId.TryGetValue(id, out key);
        }
    }

    /// <summary>Puts a key under an id; the one that was there is forgotten.</summary>
    public void Put(string id, HeldKey key)
    {
        HeldKey? old;
        lock (gate)
        {
            byId.TryGetValue(id, out old);
            byId[id] = key;
            Keys.Set([.. Keys.Current.Value.Where(each => each != old), key]);
        }

        old?.Dispose();
    }

    /// <summary>Shows possession of a key.</summary>
    /// <param name="spkiSha256">Which: SHA-256 of its DER SubjectPublicKeyInfo.</param>
    /// <param name="digest">D, 32 bytes, taken as a SHA-256 hash.</param>
    /// <returns>Null where no such key is held, or the digest has another length.</returns>
    public PossessionSignature? TrySign(ReadOnlySpan<byte> spkiSha256, ReadOnlySpan<byte> digest)
    {
        foreach (HeldKey each in Keys.Current.Value)
        {
            if (digest.Length == Possession.DigestBytes && each.SpkiSha256.Span.SequenceEqual(spkiSha256))
            {
                return each.Sign(digest, Possession) is { } value ? new(each.IsRsa ? "rsa-pkcs1-sha256" : "ecdsa-sha256", value) : null;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (KeyValuePair<string, HeldKey> each in All)
        {
            each.Value.Dispose();
        }
    }
}
