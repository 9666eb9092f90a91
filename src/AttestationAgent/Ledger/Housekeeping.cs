// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Ledger;

/// <summary>Once a minute: Evidence that retention gives up, and whole runs whose time is over (CONTRACTS, section 1.4).</summary>
/// <param name="state">The runs.</param>
/// <param name="run">The live one, which is never pruned.</param>
/// <param name="retention">How long a run is kept.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Told what was pruned, and of disks that do not let go.</param>
internal sealed partial class Housekeeping(StateDirectory state, LogRun run, Func<TimeSpan> retention, TimeProvider clock, ILogger<Housekeeping> logger)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Runs until the token ends it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using PeriodicTimer timer = new(Minute, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
            {
                Sweep();
            }
        }
        catch (OperationCanceledException)
        {
            // The agent stops.
        }
    }

    /// <summary>One pass.</summary>
    public void Sweep()
    {
        foreach (long size in run.Kept.TakeSuperfluous(clock.GetUtcNow()))
        {
            Try(() => run.Storage.Delete(LogLayout.Evidence(size)));
        }

        foreach (RunId expired in RunRetention.Expired(Ended(), run.RunId, retention(), clock.GetUtcNow()))
        {
            LogPruned(logger, expired.Value);
            Try(() => Directory.Delete(state.Of(expired), recursive: true));
        }
    }

    // One that cannot be deleted keeps nothing else.
    private void Try(Action delete)
    {
        try
        {
            delete();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or LogStorageException)
        {
            LogStuck(logger, failed.Message);
        }
    }

    private List<(RunId, DateTimeOffset)> Ended() => [.. Runs.In(state).Select(each => (each, LastCheckpoint(state.Of(each))))];

    private static DateTimeOffset LastCheckpoint(string directory)
    {
        string checkpoint = Path.Combine(directory, LogLayout.Checkpoint);
        return File.Exists(checkpoint) ? File.GetLastWriteTimeUtc(checkpoint) : Directory.GetLastWriteTimeUtc(directory);
    }

    [LoggerMessage(131, LogLevel.Information, "run {Run} is pruned: its retention is over")]
    private static partial void LogPruned(ILogger logger, string run);

    [LoggerMessage(132, LogLevel.Warning, "pruning failed: {Why}")]
    private static partial void LogStuck(ILogger logger, string why);
}
