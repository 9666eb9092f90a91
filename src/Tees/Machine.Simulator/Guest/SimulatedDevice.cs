// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator.Guest;

/// <summary>What all requests of a machine wait for: one at a time, each as long as the model says.</summary>
/// <param name="latency">The model.</param>
/// <param name="clock">What time is measured by.</param>
/// <remarks>Thread-safe; serves in order of arrival.</remarks>
public sealed class SimulatedDevice(SimulatedLatency latency, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private long served;

    /// <summary>Requests that were served, failed ones too.</summary>
    public long Served => Interlocked.Read(ref served);

    /// <summary>Takes its turn and its time, then does the work.</summary>
    public async ValueTask<T> ServeAsync<T>(Func<T> work)
    {
        await turn.WaitAsync().ConfigureAwait(false);
        try
        {
            TimeSpan time = latency.Of(Served);
            if (time > TimeSpan.Zero)
            {
                await Task.Delay(time, clock).ConfigureAwait(false);
            }

            Interlocked.Increment(ref served);
            return work();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}
