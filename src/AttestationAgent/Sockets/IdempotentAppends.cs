// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Agent.Ledger;

namespace Attestation.Agent.Sockets;

/// <summary>Joins a repeated call with the waiting or answered leaf of the first (CONTRACTS, section 10.2).</summary>
/// <remarks>Thread-safe. Keeps the newest 65,536 keys of the run.</remarks>
internal sealed class IdempotentAppends
{
    public const int MaxKeyBytes = 32;

    private const int MaxKept = 1 << 16;

    private readonly Lock gate = new();
    private readonly NewestKept<Key, Kept> kept = new(MaxKept);

    /// <summary>The statement that an earlier call with the key handed in, or the one made now.</summary>
    /// <param name="uid">Whose key it is.</param>
    /// <param name="key">1 to 32 bytes.</param>
    /// <param name="body">What the caller asks, to be the same each time.</param>
    /// <param name="append">Hands a statement in.</param>
    /// <returns>Null where the body is another one.</returns>
    public PendingStatement? Join(uint uid, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, Func<PendingStatement> append)
    {
        Key named = new(uid, Convert.ToHexString(key));
        string digest = Convert.ToHexString(SHA256.HashData(body));
        lock (gate)
        {
            if (kept.TryGet(named, out Kept? first) && !first.Pending.Answer.IsFaulted)
            {
                return first.Body == digest ? first.Pending : null;
            }

            PendingStatement pending = append();
            kept.Keep(named, new(digest, pending));
            return pending;
        }
    }

    private readonly record struct Key(uint Uid, string Value);

    private sealed record Kept(string Body, PendingStatement Pending);
}
