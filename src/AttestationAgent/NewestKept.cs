// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;

namespace Attestation.Agent;

/// <summary>A dictionary of so many keys: the one that came first goes first.</summary>
/// <remarks>Not thread-safe.</remarks>
/// <param name="max">How many.</param>
internal sealed class NewestKept<TKey, TValue>(int max)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> kept = [];
    private readonly Queue<TKey> order = new();

    public int Count => kept.Count;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => kept.TryGetValue(key, out value!);

    public void Keep(TKey key, TValue value)
    {
        if (kept.TryAdd(key, value))
        {
            order.Enqueue(key);
        }

        kept[key] = value;
        if (order.Count > max)
        {
            kept.Remove(order.Dequeue());
        }
    }
}
