// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>Renews a store's documents before anybody has to wait for it.</summary>
/// <param name="store">The store.</param>
/// <param name="clock">Wakes it every minute.</param>
public sealed class EndorsementRefresher(EndorsementStore store, TimeProvider clock)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Period, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            await store.RenewDueAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
