// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.EventLogs;

/// <summary>One record of a log: somebody says that this was extended into a register. Only a quote says whether it was.</summary>
public sealed class LoggedEvent
{
    /// <summary>Position in the log, from 0; the spec id event counts.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Bytes from the start of the log to the record.</summary>
    public required int Offset { get; init; }

    /// <summary>The register's number as the log counts; what it is called is the TEE's matter.</summary>
    public required uint Register { get; init; }

    /// <summary>What the record says was measured.</summary>
    public required EventType Type { get; init; }

    /// <summary>One digest for each bank, in the record's order; at least one, no bank twice.</summary>
    public required ImmutableArray<EventDigest> Digests { get; init; }

    /// <summary>The event itself; may be believed only as far as <see cref="SemanticReading"/> found its digest to cover it.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The digest that went into a bank, or null where the record has none for it.</summary>
    public ReadOnlyMemory<byte>? DigestIn(DigestAlgorithm bank)
    {
        foreach (EventDigest digest in Digests)
        {
            if (digest.Algorithm == bank)
            {
                return digest.Value;
            }
        }

        return null;
    }

    /// <summary>The digest by which the record extended its register in a bank; null without one, and for EV_NO_ACTION.</summary>
    public ReadOnlyMemory<byte>? ExtendIn(DigestAlgorithm bank) => Type == EventType.NoAction ? null : DigestIn(bank);
}
