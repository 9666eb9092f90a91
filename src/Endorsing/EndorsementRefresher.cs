// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>Renews a store's documents before anybody has to wait for it.</summary>
/// <param name="current">The store in use now; null where there is nothing to renew.</param>
/// <param name="clock">Wakes it every minute.</param>
public sealed class EndorsementRefresher(Func<EndorsementStore?> current, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Of one store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clock">Wakes it every minute.</param>
    public EndorsementRefresher(EndorsementStore store, TimeProvider clock)
        : this(() => store, clock)
    {
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Period, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            if (current() is { } store)
            {
                await store.RenewDueAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
