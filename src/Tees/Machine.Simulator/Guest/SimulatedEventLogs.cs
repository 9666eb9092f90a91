// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;

namespace Attestation.Machine.Simulator.Guest;

/// <summary>Event logs of a machine made of memory.</summary>
/// <param name="logs">Kind and bytes of each log.</param>
public sealed class SimulatedEventLogs(ImmutableArray<(string Kind, ReadOnlyMemory<byte> Bytes)> logs) : IEventLogs
{
    private const string Folder = "/simulated/event-logs/";

    /// <inheritdoc/>
    public ImmutableArray<EventLogSource> Find() => [.. logs.Select(log => new EventLogSource(log.Kind, Folder + log.Kind, null))];

    /// <inheritdoc/>
    public byte[] Read(EventLogSource source)
    {
        foreach ((string kind, ReadOnlyMemory<byte> bytes) in logs)
        {
            if (Folder + kind == source.Path)
            {
                return bytes.ToArray();
            }
        }

        throw new KernelException("open", source.Path, Errno.ENOENT);
    }
}
