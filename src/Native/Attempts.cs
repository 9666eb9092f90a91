// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>Repeats what may be repeated, each time later, on a thread of its own: a device's calls block for up to a minute.</summary>
/// <param name="clock">What the pauses are measured by.</param>
/// <param name="most">Attempts in all.</param>
/// <param name="firstPause">The first pause; each next one is twice as long. Half of it is left to chance, so that two callers part.</param>
internal sealed class Attempts(TimeProvider clock, int most, TimeSpan firstPause)
{
    private const int MostInterferences = 2;

    /// <summary>The first result.</summary>
    /// <param name="attempt">One attempt.</param>
    /// <param name="cancellationToken">Looked at before each attempt and during pauses, never while an attempt runs.</param>
    /// <exception cref="AttesterException">The last attempt's failure.</exception>
    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> attempt, CancellationToken cancellationToken)
    {
        int interferences = 0;
        for (int number = 1; ; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await OnOwnThread(attempt).ConfigureAwait(false);
            }
            catch (AttesterException failed) when (number < most && IsPassing(failed, ref interferences))
            {
                await Task.Delay(Pause(number), clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsPassing(AttesterException failed, ref int interferences) => failed.Reason switch
    {
        AttesterReason.Busy => true,
        AttesterReason.Interference => ++interferences < MostInterferences,
        _ => false,
    };

    private static Task<T> OnOwnThread<T>(Func<ValueTask<T>> attempt) =>
        Task.Factory.StartNew(() => attempt().AsTask(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    private TimeSpan Pause(int number) => firstPause * Math.Pow(2, number - 1) * (0.5 + (Random.Shared.NextDouble() / 2));
}
