// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hosting;

/// <summary>How far the plugin's life is: SPIRE ends it by Deinit, then Shutdown.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class PluginLife : IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly CancellationTokenSource ended = new();

    /// <summary>Cancelled by Deinit, Shutdown, or the end of SPIRE: background work stops, calls are still answered.</summary>
    public CancellationToken Ending => ending.Token;

    /// <summary>Cancelled by Shutdown or the end of SPIRE: the process ends.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Ends background work.</summary>
    public void Deinitialise() => ending.Cancel();

    /// <summary>Ends the process.</summary>
    public void End()
    {
        ending.Cancel();
        ended.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ending.Dispose();
        ended.Dispose();
    }
}
