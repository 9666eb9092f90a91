// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>When bytes of refused messages last came. SPIRE has one connection, and everybody's messages wait behind them.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="clock">Measures.</param>
internal sealed class Congestion(TimeProvider clock)
{
    private long last = clock.GetTimestamp();

    /// <summary>Some came.</summary>
    public void Mark() => Interlocked.Exchange(ref last, clock.GetTimestamp());

    /// <summary>
    /// Waits for a message that comes by itself: its time does not run while others' bytes are in its way. Without them it is <paramref name="limit"/> from now.
    /// </summary>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public async Task<T> WaitAsync<T>(Task<T> message, TimeSpan limit, CancellationToken cancellationToken)
    {
        for (TimeSpan left = limit; ;)
        {
            try
            {
                return await message.WaitAsync(left, clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (limit - clock.GetElapsedTime(Interlocked.Read(ref last)) is var more && more > TimeSpan.Zero)
            {
                left = more;
            }
        }
    }
}
