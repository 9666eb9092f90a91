// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;

namespace Attestation.Endorsing;

/// <summary>Concurrent needs for the same thing cost one making of it.</summary>
/// <remarks>The making belongs to nobody's cancellation: whoever gives up leaves it to the others.</remarks>
internal sealed class SingleFlight<TValue>
{
    private readonly ConcurrentDictionary<string, Lazy<Task<TValue>>> flights = new(StringComparer.Ordinal);

    /// <summary>The value of that key, being made or made now.</summary>
    public Task<TValue> RunAsync(string key, Func<Task<TValue>> make)
    {
        Lazy<Task<TValue>>? own = null;
        own = new(() => MakeAsync(key, own!, make));
        return flights.GetOrAdd(key, own).Value;
    }

    private async Task<TValue> MakeAsync(string key, Lazy<Task<TValue>> own, Func<Task<TValue>> make)
    {
        // Others must find the flight while it lasts, so it never ends before it is known.
        await Task.Yield();
        try
        {
            return await make().ConfigureAwait(false);
        }
        finally
        {
            flights.TryRemove(KeyValuePair.Create(key, own));
        }
    }
}
