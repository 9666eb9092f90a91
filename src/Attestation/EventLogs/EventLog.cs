// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>
/// A TCG event log: what firmware, boot loader and kernel say they extended into measurement registers, whichever TEE or TPM keeps
/// them. Untrusted by itself: <see cref="RegisterMatch"/> holds it against quoted registers, <see cref="SemanticReading"/> says what
/// may be believed.
/// </summary>
/// <remarks>TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10. Immutable, thread-safe.</remarks>
public sealed class EventLog : IWire<EventLog>
{
    internal EventLog(ReadOnlyMemory<byte> raw, SpecIdEvent? specId, ImmutableArray<LoggedEvent> events, int usedLength)
    {
        Raw = raw;
        SpecId = specId;
        Events = events;
        UsedLength = usedLength;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Bytes of <see cref="Raw"/> that are records; what follows is one repeated byte, FF or 00, up to the area's size.</summary>
    public int UsedLength { get; }

    /// <summary>How the records are laid out.</summary>
    public EventLogFormat Format => SpecId is null ? EventLogFormat.Sha1 : EventLogFormat.CryptoAgile;

    /// <summary>The first record's event, or null in the SHA-1 format.</summary>
    public SpecIdEvent? SpecId { get; }

    /// <summary>The banks the log declares.</summary>
    public ImmutableArray<DigestBank> Banks => SpecId?.Banks ?? Sha1Banks;

    /// <summary>All records in order, the spec id event among them; at least one.</summary>
    public ImmutableArray<LoggedEvent> Events { get; }

    private static ImmutableArray<DigestBank> Sha1Banks { get; } = [new(DigestAlgorithm.Sha1, PcrEventLayout.Digest.Length)];

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out EventLog? parsed,
        [NotNullWhen(false)] out Malformed? malformed) =>
        new EventLogReader(bytes).TryRead(out parsed, out malformed);

    /// <summary>True where the log declares the bank.</summary>
    public bool Has(DigestAlgorithm bank) => Banks.Any(declared => declared.Algorithm == bank);
}
