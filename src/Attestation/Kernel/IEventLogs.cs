// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Kernel;

/// <summary>Event logs that firmware and boot chain left.</summary>
public interface IEventLogs
{
    /// <summary>Every log that is there, readable or not.</summary>
    ImmutableArray<EventLogSource> Find();

    /// <summary>Reads a log as it lies there, padding included.</summary>
    /// <exception cref="KernelException">It is gone, may not be read (EACCES), or is longer than 16 MiB (EFBIG).</exception>
    byte[] Read(EventLogSource source);
}
