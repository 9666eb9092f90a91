// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>Holds what was measured against the records of execs (processes, section 8.2). What they do not cover is unknown, and no reason to refuse.</summary>
/// <param name="watch">Null where no records are kept.</param>
/// <param name="clock">The clock of the records.</param>
internal sealed class ExecTrust(ExecWatch? watch, TimeProvider clock)
{
    /// <summary>Begins, before anything else is looked at.</summary>
    /// <param name="pid">A process that lives.</param>
    /// <param name="settling">How long ago its exec must be at least; zero where who asks is known to be the process.</param>
    /// <exception cref="MeasurementRefusedException">It is not so long ago.</exception>
    public ExecWindow Begin(int pid, TimeSpan settling)
    {
        ExecWindow window = new(pid, watch?.Of(pid), clock.GetTimestamp(), settling);
        RequireSettled(window, window.Before);
        return window;
    }

    /// <summary>Ends, after everything else.</summary>
    /// <param name="window">As it began.</param>
    /// <param name="seen">What was measured in between.</param>
    /// <returns>The record that covers the process and agrees; null where it is unknown.</returns>
    /// <exception cref="MeasurementRefusedException">It became another program meanwhile, or its exe link is not what it executed.</exception>
    public ExecRecord? End(ExecWindow window, ProcessSnapshot seen)
    {
        if (watch?.Of(window.Pid) is not { } after || (after.StartTime is { } started && started != seen.Stat.StartTime))
        {
            return null;
        }

        RequireSettled(window, after);
        if (window.Before is not { } before || after.Program is null)
        {
            return null;
        }

        if (after.Exec != before.Exec)
        {
            throw new MeasurementRefusedException(MeasurementReasons.ExecDuringExchange, $"process {window.Pid} executed a program while it was measured");
        }

        return after.IsInherited ? Inherited(window, after, seen.Image.File) : Own(window, after, seen.Image.File);
    }

    private static ExecRecord Own(ExecWindow window, ExecRecord record, FileIdentity file) => record.IsOf(file)
        ? record
        : throw new MeasurementRefusedException(MeasurementReasons.ExecRecordMismatch, $"process {window.Pid} executed inode {record.Program?.Inode}, its exe link is inode {file.Inode}");

    // Who made it may have executed just before, or another file than the parent that the kernel names.
    private ExecRecord? Inherited(ExecWindow window, ExecRecord record, FileIdentity file) =>
        record.IsOf(file) && record.ForkedAt is { } forked && clock.GetElapsedTime(forked, window.Began) >= window.Settling ? record : null;

    private void RequireSettled(ExecWindow window, ExecRecord? record)
    {
        if (record is { IsInherited: false } && clock.GetElapsedTime(record.At, window.Began) is var ago && ago < window.Settling)
        {
            throw new MeasurementRefusedException(MeasurementReasons.ExecDuringExchange, ago < TimeSpan.Zero
                ? $"process {window.Pid} executed a program while it was measured"
                : $"process {window.Pid} executed its program {ago.TotalMilliseconds:F0} ms ago, want {window.Settling.TotalMilliseconds:F0} ms: ask again");
        }
    }
}
