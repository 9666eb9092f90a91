// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>
/// A record for each living process whose last exec was told, or that a process with one has forked (processes, section 8.2). The kernel tells of an exit before the number is
/// another process's, so a number is enough while nothing is lost; what is lost takes every record with it.
/// </summary>
/// <remarks>Not thread-safe. A process without a record is unknown, never suspect.</remarks>
/// <param name="processes">Says which file a process runs.</param>
/// <param name="clock">Says when.</param>
/// <param name="most">Most records, about 150 bytes each; processes beyond are unknown.</param>
internal sealed class ExecRecords(IProcesses processes, TimeProvider clock, int most = 1 << 17)
{
    private readonly Dictionary<int, ExecRecord> records = [];
    private long execs;

    /// <summary>Processes with a record.</summary>
    public int Count => records.Count;

    /// <summary>Null where it is unknown.</summary>
    public ExecRecord? Of(int pid) => records.GetValueOrDefault(pid);

    /// <summary>Takes in what happened.</summary>
    public void Apply(ProcessEvent told)
    {
        switch (told.Kind)
        {
            case ProcessEventKind.Exec:
                Keep(told.Pid, Executed(told.Pid));
                break;
            case ProcessEventKind.Fork:
                Keep(told.Pid, Of(told.Parent) is { } parent ? parent with { StartTime = null, ForkedAt = clock.GetTimestamp() } : null);
                break;
            case ProcessEventKind.Exit:
                records.Remove(told.Pid);
                break;
            default:
                Clear();
                break;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => records.Clear();

    private void Keep(int pid, ExecRecord? record)
    {
        records.Remove(pid);
        if (record is not null && records.Count < most)
        {
            records.Add(pid, record);
        }
    }

    // A process that has gone on to another program meanwhile is told of again.
    private ExecRecord Executed(int pid)
    {
        ExecRecord record = new(++execs, clock.GetTimestamp(), null, null, null);
        try
        {
            return record with { StartTime = processes.StatOf(pid).StartTime, Program = processes.ExecutableOf(pid) };
        }
        catch (KernelException)
        {
            return record;
        }
    }
}
