// SPDX-License-Identifier: Apache-2.0

using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Lets requests to one host through at its pace; whoever comes too early waits in order of arrival.</summary>
/// <remarks>Thread-safe. A waiter that is cancelled leaves its turn unused.</remarks>
internal sealed class TokenBucket(EndorsementHost host, TimeProvider clock)
{
    private readonly Lock turn = new();
    private readonly long start = clock.GetTimestamp();

    // When the bucket is full again, as time since the start: the whole state of a token bucket.
    private TimeSpan full = TimeSpan.Zero;

    /// <summary>Ends when the next request may be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = Reserve();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends nobody for a time: the host asked for it.</summary>
    public void Pause(TimeSpan time)
    {
        lock (turn)
        {
            TimeSpan until = Elapsed + time + (host.Interval * (host.Burst - 1));
            full = until > full ? until : full;
        }
    }

    private TimeSpan Elapsed => clock.GetElapsedTime(start);

    private TimeSpan Reserve()
    {
        lock (turn)
        {
            TimeSpan now = Elapsed;
            full = (full > now ? full : now) + host.Interval;
            return full - now - (host.Interval * host.Burst);
        }
    }
}
