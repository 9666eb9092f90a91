// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Quoting;
using Attestation.Kernel;
using Attestation.TransparencyLog;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Ledger;

/// <summary>The loop of the agent: whatever waits becomes one batch, one head, one quote (CONTRACTS, section 1.3).</summary>
/// <remarks>
/// While a quote is in flight statements gather; the next quote covers all. A quote that fails fails nobody: its leaves stay, the next head
/// covers them. A write that fails ends the run: nothing is tried twice, and every waiter is told.
/// </remarks>
/// <param name="run">The log.</param>
/// <param name="queue">What waits.</param>
/// <param name="quoter">The silicon.</param>
/// <param name="statements">Writes the heartbeat.</param>
/// <param name="pace">Linger and heartbeat.</param>
/// <param name="clock">Waits.</param>
/// <param name="logger">Told of failures.</param>
internal sealed partial class GroupCommit(
    LogRun run, StatementQueue queue, Quoter quoter, OwnStatements statements, CommitPace pace, TimeProvider clock, ILogger<GroupCommit> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly List<PendingStatement> unanswered = [];
    private AppendedBatch? unpublished;
    private TimeSpan pause = FirstPause;

    /// <summary>Raised after each published head.</summary>
    public event Action<PublishedHead>? Published;

    /// <summary>The device's last failure; null after a quote.</summary>
    public AttesterException? DeviceFailure { get; private set; }

    /// <summary>Runs until the token ends it, then finishes the batch in flight.</summary>
    /// <exception cref="LogStorageException">The storage failed; the run has ended.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await WorkAsync(stop).ConfigureAwait(false))
            {
                await CommitAsync().ConfigureAwait(false);
            }

            if (queue.Failure is { } corrupt)
            {
                throw corrupt;
            }

            FailAll(new AppendRefusedException(RefusalReason.RunEnded, "the agent stops"));
        }
        catch (Exception failed)
        {
            queue.Close(failed);
            FailAll(new AppendRefusedException(RefusalReason.RunEnded, $"the log's storage failed: {failed.Message}", failed));
            throw;
        }
    }

    // Waits until there is something to quote; false where the agent stops and nothing waits any more.
    private async Task<bool> WorkAsync(CancellationToken stop)
    {
        if (queue.Failure is not null)
        {
            return false;
        }

        if (unpublished is not null)
        {
            return await RetryAsync(stop).ConfigureAwait(false);
        }

        if (queue.Count == 0 && !stop.IsCancellationRequested)
        {
            await IdleAsync(stop).ConfigureAwait(false);
        }

        return queue.Failure is null && (queue.Count > 0 || !(stop.IsCancellationRequested || queue.IsClosed));
    }

    private async Task<bool> RetryAsync(CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            return false;
        }

        await Quietly(Task.Delay(pause, clock, stop)).ConfigureAwait(false);
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        return true;
    }

    // The first statement after a quiet time lingers for company; what gathered during a quote has it already.
    private async Task IdleAsync(CancellationToken stop)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task beat = Task.Delay(pace.UntilHeartbeat(run.Newest, clock.GetUtcNow()), clock, both.Token);
        await Task.WhenAny(queue.ArrivalAsync(), beat).ConfigureAwait(false);
        await both.CancelAsync().ConfigureAwait(false);
        if (queue.Count > 0 && run.Newest is not null && pace.Linger(quoter.Latency.Median) is { Ticks: > 0 } linger)
        {
            await Quietly(Task.Delay(linger, clock, stop)).ConfigureAwait(false);
        }
    }

    private async Task CommitAsync()
    {
        List<PendingStatement> batch = unanswered.Count < pace.MaxUnanswered ? queue.Take() : [];
        if (batch.Count == 0 && unpublished is null)
        {
            if (!pace.MayBeat)
            {
                await Task.WhenAny(Task.Delay(LongestPause, clock), queue.ArrivalAsync()).ConfigureAwait(false);
                return;
            }

            batch.Add(statements.Heartbeat(run.Newest!));
        }

        unanswered.AddRange(batch);
        if (batch.Count > 0)
        {
            unpublished = await Task.Run(() => run.Append(batch)).ConfigureAwait(false);
        }

        Checkpoint head = run.Head(unpublished!);
        if (await QuoteAsync(head).ConfigureAwait(false) is { } evidences)
        {
            PublishedHead published = await Task.Run(() => run.Publish(head, unpublished!, evidences)).ConfigureAwait(false);
            Answer(published);
        }
    }

    private async Task<ImmutableArray<Evidence>?> QuoteAsync(Checkpoint head)
    {
        try
        {
            ImmutableArray<Evidence> evidences = await quoter.QuoteAsync(ReportData.OfCheckpoint(head.ToBytes())).ConfigureAwait(false);
            DeviceFailure = null;
            pause = FirstPause;
            return evidences;
        }
        catch (AttesterException failed)
        {
            DeviceFailure = failed;
            LogDevice(logger, failed.Message, failed.Hint);
            return null;
        }
    }

    private void Answer(PublishedHead published)
    {
        unpublished = null;
        foreach (PendingStatement each in unanswered)
        {
            each.Succeed(published);
        }

        unanswered.Clear();
        Published?.Invoke(published);
    }

    private void FailAll(AppendRefusedException failure)
    {
        for (List<PendingStatement> rest = queue.Take(); rest.Count > 0; rest = queue.Take())
        {
            unanswered.AddRange(rest);
        }

        unanswered.ForEach(each => each.Fail(failure));
        unanswered.Clear();
    }

    private static async Task Quietly(Task wait)
    {
        try
        {
            await wait.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Whoever waits looks at the token.
        }
    }

    [LoggerMessage(102, LogLevel.Warning, "no Evidence: {Failure}; trying again. {Hint}")]
    private static partial void LogDevice(ILogger logger, string failure, string hint);
}
