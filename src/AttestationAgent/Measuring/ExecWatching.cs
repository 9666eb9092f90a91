// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Measuring;

/// <summary>Keeps a watch of execs going on a thread of its own, from the start of the agent to its end.</summary>
internal sealed class ExecWatching : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly IProcessEventFeed feed;
    private readonly ExecMeter meter = new();
    private readonly Thread thread;
    private volatile bool isEnding;

    private ExecWatching(IProcessEventFeed feed, IProcesses processes, TimeProvider clock, ILogger<ExecWatch> logger)
    {
        this.feed = feed;
        Watch = new(feed, new(processes, clock), meter, clock, logger);
        thread = new(Run) { IsBackground = true, Name = "exec records" };
        thread.Start();
    }

    /// <summary>What is known.</summary>
    public ExecWatch Watch { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="AgentFailure">The kernel refuses: who asked for records does not run without them.</exception>
    public static ExecWatching Start(IProcessEvents events, IProcesses processes, TimeProvider clock, ILogger<ExecWatch> logger)
    {
        try
        {
            return new(events.Listen(), processes, clock, logger);
        }
        catch (KernelException refused)
        {
            throw new AgentFailure(AgentFailure.NoEvidence, $"measuring.execRecords: {refused.Message}", refused) { Hint = HintOf(refused.Errno) };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isEnding = true;
        thread.Join();
        feed.Dispose();
        meter.Dispose();
    }

    private void Run()
    {
        while (!isEnding && !Watch.IsBroken)
        {
            if (feed.Wait(Step))
            {
                Watch.Turn();
            }
        }
    }

    private static string HintOf(Errno errno) => errno switch
    {
        Errno.EPERM or Errno.EACCES => "the proc connector needs CAP_NET_ADMIN, or leave measuring.execRecords false",
        Errno.ECONNREFUSED or Errno.ETIMEDOUT => "the kernel tells of processes in its first network, pid and user namespaces alone (hostNetwork: true, hostPID: true); or leave measuring.execRecords false",
        _ => "the kernel has no proc connector (CONFIG_PROC_EVENTS): leave measuring.execRecords false",
    };
}
