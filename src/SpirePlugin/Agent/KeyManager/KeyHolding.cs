// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.SpirePlugin.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>Keeps a stream to the attestation agent open for as long as the plugin lives: after its restart, too, and after a change of its place.</summary>
/// <param name="ring">The keys.</param>
/// <param name="sockets">Where the attestation agent is.</param>
/// <param name="life">The plugin's life.</param>
/// <param name="clock">Pauses.</param>
/// <param name="logger">Told when the agent is away, once, and when it is back.</param>
internal sealed partial class KeyHolding(KeyRing ring, AgentSockets sockets, PluginLife life, TimeProvider clock, ILogger<KeyHolding> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private int isStarted;
    private bool isAway;
    private TimeSpan pause = FirstPause;

    /// <summary>Begins; later calls change nothing.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref isStarted, 1) == 0)
        {
            _ = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await HoldAsync(sockets.Directory.Current).ConfigureAwait(false);
                await Task.Delay(pause, clock, life.Ending).ConfigureAwait(false);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (life.Ending.IsCancellationRequested)
        {
            // The plugin ends.
        }
    }

    private async Task HoldAsync(Latest<string?>.Version place)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(life.Ending);
        using AgentConnection node = new(place.Value!, AgentSocket.Node);
        using AsyncDuplexStreamingCall<HoldKeysRequest, HoldKeysResponse> call = node.HoldKeys(end.Token);
        using KeyAnnouncer announcer = new(ring, call);
        try
        {
            Task moved = sockets.Directory.AfterAsync(place.Number, end.Token);
            Task held = announcer.RunAsync(Held, end.Token);
            await Task.WhenAny(moved, held).ConfigureAwait(false);
            await end.CancelAsync().ConfigureAwait(false);
            await held.ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is RpcException or OperationCanceledException or IOException)
        {
            Away(gone);
        }
    }

    private void Held()
    {
        pause = FirstPause;
        if (isAway)
        {
            isAway = false;
            LogBack(logger);
        }
    }

    private void Away(Exception gone)
    {
        if (!isAway && !life.Ending.IsCancellationRequested)
        {
            isAway = true;
            LogAway(logger, gone is RpcException refused ? refused.Status.Detail : gone.Message);
        }
    }

    [LoggerMessage(621, LogLevel.Warning, "Attestation agent does not hear of the keys; attestation fails until it does")]
    private static partial void LogAway(ILogger logger, string error);

    [LoggerMessage(622, LogLevel.Information, "Attestation agent hears of the keys again")]
    private static partial void LogBack(ILogger logger);
}
