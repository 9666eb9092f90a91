// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;

namespace Attestation.Tdx.Simulator;

/// <summary>A running TD: its registers and its event log.</summary>
/// <remarks>Not thread-safe while something extends a register.</remarks>
public sealed class SimulatedTd
{
    internal const int Registers = 4;

    private readonly byte[][] rtmrs = [.. Enumerable.Range(0, Registers).Select(_ => new byte[SHA384.HashSizeInBytes])];
    private readonly List<SimulatedEvent> measured = [];

    /// <summary>Boots the TD: measures its events.</summary>
    public SimulatedTd(TdOptions options)
    {
        Options = options;
        foreach (SimulatedEvent each in options.Events)
        {
            Measure(each);
        }
    }

    /// <summary>How it was built.</summary>
    public TdOptions Options { get; }

    /// <summary>RTMR of that index as it is now, 48 bytes.</summary>
    public ReadOnlySpan<byte> Rtmr(int index) => rtmrs[index];

    /// <summary>Extends a register and logs the event.</summary>
    public void Measure(SimulatedEvent each)
    {
        Extend(each.Rtmr, each.Digest.Span);
        measured.Add(each);
    }

    /// <summary>Extends a register without a trace in the log, as an application with its own log does.</summary>
    /// <param name="index">0 to 3.</param>
    /// <param name="digest">48 bytes.</param>
    public void Extend(int index, ReadOnlySpan<byte> digest) => rtmrs[index] = SHA384.HashData([.. rtmrs[index], .. digest]);

    /// <summary>The CCEL area's bytes without padding; null where the TD has no log.</summary>
    public byte[]? EventLog() => Options.EventLog == EventLogForm.Absent ? null : EventLogWriter.Write(measured, Options.EventLog);

    internal static byte[] MeasurementOf(string what) => SHA384.HashData(Encoding.UTF8.GetBytes(what));
}
