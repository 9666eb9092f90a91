// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Json;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Agent.WorkloadAttestor;

/// <summary>Asks the attestation agent what a process runs; whatever stands in the way is an absent selector, never a failure.</summary>
/// <remarks>Thread-safe. SPIRE asks its attestors about itself to see whether it is well: an error would restart it.</remarks>
/// <param name="configuration">What is in force.</param>
/// <param name="clock">Measures patience.</param>
/// <param name="logger">Told when the agent is away, once, and when it is back; and of refused processes.</param>
internal sealed partial class WorkloadMeasuring(WorkloadAttestorConfiguration configuration, TimeProvider clock, ILogger<WorkloadMeasuring> logger)
{
    /// <summary>The agent gives up before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const string ProcessStructure = "process";
    private const int MaxProcessBytes = 1 << 20;

    private int isAway;

    /// <summary>Selectors of a process.</summary>
    /// <param name="pid">As SPIRE or a broker named it.</param>
    /// <param name="isOfBroker">True where no kernel vouches for the number.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async Task<IEnumerable<string>> SelectorsOfAsync(int pid, bool isOfBroker, CancellationToken cancellationToken)
    {
        if (configuration.Current is not { } options || pid <= 0 || pid == ParentWatch.Parent() || StartOf(pid) is not { } start)
        {
            return [];
        }

        MeasureProcessResponse? measured = await AskAsync(options, pid, start, cancellationToken).ConfigureAwait(false);
        if (measured is null || IsTooLarge(measured, pid, options.MaxBinaryBytes))
        {
            return [];
        }

        return WorkloadSelectors.Of(measured.Selectors, isProgramTold: !isOfBroker || options.AllowBrokerPidsUnsafe);
    }

    private static ulong? StartOf(int pid)
    {
        try
        {
            return StartTime.TicksOf(pid, ProcRoot.OfNode);
        }
        catch (KernelException)
        {
            return null;
        }
    }

    private async Task<MeasureProcessResponse?> AskAsync(WorkloadAttestorOptions options, int pid, ulong start, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using AgentConnection agent = new(options.SocketDirectory, AgentSocket.Node);
            MeasureProcessResponse measured = await agent.MeasureProcessAsync(pid, start, either.Token).ConfigureAwait(false);
            Back();
            return measured;
        }
        catch (AgentException refused) when (refused.Reason is AgentException.ProcessRefused or AgentException.Quota)
        {
            Back();
            LogRefused(logger, pid, refused.Message);
            return null;
        }
        catch (AgentException away)
        {
            Away(away, cancellationToken);
            return null;
        }
        catch (Exception away) when (away is OperationCanceledException or IOException)
        {
            Away(away, cancellationToken);
            return null;
        }
    }

    // The agent has a limit of its own; what it read is measured against the operator's here.
    private bool IsTooLarge(MeasureProcessResponse measured, int pid, long maxBytes)
    {
        bool isRead = StrictJson.TryParse(measured.Process.Memory, ProcessStructure, new JsonLimits(MaxProcessBytes), out JsonItem? process, out _);
        if (isRead && process!.TryGet("exeSize", out JsonItem? size) && ulong.TryParse(size.Text, out ulong bytes) && bytes <= (ulong)maxBytes)
        {
            return false;
        }

        LogTooLarge(logger, pid, maxBytes);
        return true;
    }

    private void Back()
    {
        if (Interlocked.Exchange(ref isAway, 0) == 1)
        {
            LogBack(logger);
        }
    }

    private void Away(Exception away, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested && Interlocked.Exchange(ref isAway, 1) == 0)
        {
            LogAway(logger, away.Message);
        }
    }

    [LoggerMessage(651, LogLevel.Warning, "Attestation agent measures nothing; workloads get no selectors of this plugin until it does")]
    private static partial void LogAway(ILogger logger, string error);

    [LoggerMessage(652, LogLevel.Information, "Attestation agent measures again")]
    private static partial void LogBack(ILogger logger);

    [LoggerMessage(653, LogLevel.Warning, "Process is not measured; it gets no selectors of this plugin")]
    private static partial void LogRefused(ILogger logger, int pid, string reason);

    [LoggerMessage(654, LogLevel.Warning, "Program is larger than max_binary_size; it gets no selectors of this plugin")]
    private static partial void LogTooLarge(ILogger logger, int pid, long maxBinarySize);
}
