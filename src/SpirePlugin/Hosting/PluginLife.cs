// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hosting;

/// <summary>How far the plugin's life is: SPIRE ends it by Deinit, then Shutdown.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PluginLife : IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource shutdown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled by Deinit, Shutdown, or the end of SPIRE: background work stops.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Completes at Shutdown or at the end of SPIRE: the process is to end.</summary>
    public Task Ended => shutdown.Task;

    /// <summary>Ends background work; calls are still answered.</summary>
    public void Deinitialise() => ending.Cancel();

    /// <summary>Ends the process.</summary>
    public void End()
    {
        ending.Cancel();
        shutdown.TrySetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => ending.Dispose();
}
