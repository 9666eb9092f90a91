// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Measuring;

/// <summary>The records of execs, as far as the kernel has told of them by now: it tells before an exec returns to the program.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="feed">What the kernel tells; nothing before it began is known.</param>
/// <param name="records">Of those alone that this watch is given.</param>
/// <param name="meter">Counts losses.</param>
/// <param name="clock">Spaces log lines.</param>
/// <param name="logger">Where losses are told.</param>
internal sealed partial class ExecWatch(IProcessEventFeed feed, ExecRecords records, ExecMeter meter, TimeProvider clock, ILogger logger)
{
    // What may come while somebody waits for what is there; more is taken by the next.
    private const int MostAtOnce = 1 << 16;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long losses;
    private long? saidAt;

    /// <summary>True once the kernel tells no more: every process is unknown from then on.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>What is known of a process now; null where it is unknown.</summary>
    /// <remarks>Every exec that has returned by now is in it.</remarks>
    public ExecRecord? Of(int pid)
    {
        lock (gate)
        {
            return CatchUp() ? records.Of(pid) : null;
        }
    }

    /// <summary>Takes what has come, so that the kernel's buffer has room.</summary>
    public void Turn()
    {
        lock (gate)
        {
            CatchUp();
        }
    }

    // False where there may be more, or will be none.
    private bool CatchUp()
    {
        try
        {
            for (int each = 0; each < MostAtOnce && !IsBroken; each++)
            {
                if (feed.Take() is not { } told)
                {
                    return true;
                }

                records.Apply(told);
                NoteLoss(told);
            }
        }
        catch (KernelException broken)
        {
            IsBroken = true;
            records.Clear();
            LogBroken(logger, broken.Message);
        }

        return false;
    }

    private void NoteLoss(ProcessEvent told)
    {
        if (told.Kind != ProcessEventKind.Lost)
        {
            return;
        }

        losses++;
        meter.CountLoss();
        if (saidAt is not { } last || clock.GetElapsedTime(last) >= Quiet)
        {
            saidAt = clock.GetTimestamp();
            LogLost(logger, losses);
        }
    }

    [LoggerMessage(161, LogLevel.Warning, "the kernel told of more processes than were taken in time: no record of an exec before now is kept, {Losses} times since the start")]
    private static partial void LogLost(ILogger logger, long losses);

    [LoggerMessage(162, LogLevel.Error, "the kernel tells of no execs any more: {Why}; exec-watched is in no answer until the agent is started again")]
    private static partial void LogBroken(ILogger logger, string why);
}
