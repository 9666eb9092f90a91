// SPDX-License-Identifier: Apache-2.0

using Attestation.Statements;

namespace Attestation.Agent.Ledger;

/// <summary>Watches the free space of the log's file system; asks the kernel at most once a second.</summary>
/// <remarks>Thread-safe. Nothing is ever pruned early to make room.</remarks>
/// <param name="measure">Free and total bytes; null where the kernel does not say.</param>
/// <param name="clock">Judges age.</param>
internal sealed class DiskSpace(Func<(long Free, long Total)?> measure, TimeProvider clock)
{
    private const long LowBytes = 1L << 30;
    private const int LowShare = 10;
    private const int CriticalShare = 50;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // Somebody has to make room.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long measuredAt;
    private DiskRoom room;
    private bool isMeasured;

    /// <summary>Of a directory's file system.</summary>
    public static DiskSpace Of(string directory, TimeProvider clock) => new(() => Measure(directory), clock);

    /// <summary>How full it is.</summary>
    public DiskRoom Room()
    {
        lock (gate)
        {
            if (!isMeasured || clock.GetElapsedTime(measuredAt) >= Fresh)
            {
                room = measure() is { } space ? RoomOf(space.Free, space.Total) : DiskRoom.Enough;
                (measuredAt, isMeasured) = (clock.GetTimestamp(), true);
            }

            return room;
        }
    }

    /// <summary>
    /// Says whether there is room for one more statement: what callers bring of their own is refused first, at last everything but nodes
    /// (CONTRACTS, section 1.3) and the log's own beginning and heartbeat, without which it serves no node.
    /// </summary>
    /// <exception cref="AppendRefusedException">There is none.</exception>
    public void Require(PredicateType type)
    {
        bool mayAppend = Room() switch
        {
            DiskRoom.Enough => true,
            DiskRoom.Low => type != PredicateTypes.UserData,
            _ => type == PredicateTypes.Node || type == PredicateTypes.LogStart || type == PredicateTypes.Heartbeat,
        };
        if (!mayAppend)
        {
            throw new AppendRefusedException(RefusalReason.Overloaded, $"the log's disk is nearly full: no room for {type.Name}") { RetryAfter = Patience };
        }
    }

    private static DiskRoom RoomOf(long free, long total) =>
        free < total / CriticalShare ? DiskRoom.Critical
        : free < total / LowShare || free < LowBytes ? DiskRoom.Low
        : DiskRoom.Enough;

    private static (long Free, long Total)? Measure(string directory)
    {
        try
        {
            DriveInfo drive = new(directory);
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
