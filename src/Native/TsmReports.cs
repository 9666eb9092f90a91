// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Kernel;
using Attestation.Wire;

namespace Attestation.Native;

/// <summary>Reports by configfs-tsm: one after the other, each in an entry of its own, repeated where a repetition may help.</summary>
/// <param name="entries">The machine's configfs-tsm, real or simulated.</param>
/// <param name="clock">What pauses between attempts are measured by.</param>
public sealed class TsmReports(ITsmEntries entries, TimeProvider clock) : ITsmReports, IDisposable
{
    private const int MostAttempts = 5;
    private const int RandomBytes = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private readonly Attempts attempts = new(clock, MostAttempts, FirstPause);
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public ValueTask<string> ProviderAsync() => attempts.RunAsync(() => InEntryAsync(TsmConversation.ProviderAsync), CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask<TsmReport> RequestAsync(TsmRequest request, CancellationToken cancellationToken = default)
    {
        if (request.ReportData.Length != TsmConversation.ReportDataBytes)
        {
            throw new ArgumentException($"report data is {request.ReportData.Length} bytes, need {TsmConversation.ReportDataBytes}", nameof(request));
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await attempts.RunAsync(() => InEntryAsync(entry => TsmConversation.AskAsync(entry, request)), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async ValueTask<T> InEntryAsync<T>(Func<ITsmEntry, ValueTask<T>> ask)
    {
        try
        {
            using ITsmEntry entry = entries.Create($"attestation-agent-{Hex.Of(RandomNumberGenerator.GetBytes(RandomBytes))}");
            return await ask(entry).ConfigureAwait(false);
        }
        catch (KernelException failed)
        {
            throw TsmFailure.Of(failed, entries.Path);
        }
    }
}
