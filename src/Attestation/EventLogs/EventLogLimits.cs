// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>How much of a log is read at all. Real logs have up to 160 records, 51 KB, and 24 KB in one record.</summary>
public static class EventLogLimits
{
    /// <summary>Longest log in bytes: what a SPIRE attestation may carry; a bundle's 4 MiB are checked where bundles are read.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Most records: 16 MiB of the shortest ones would be 800,000 objects, forty times the memory of the bytes.</summary>
    public const int MaxEvents = 65_536;

    /// <summary>Longest event in bytes; a forbidden-signature list of this size would hold 20,000 hashes.</summary>
    public const int MaxEventData = 1024 * 1024;

    /// <summary>Most banks a spec id event may declare; TPMs have up to five.</summary>
    public const int MaxBanks = 8;

    /// <summary>Registers are numbered below this: a TPM of the PC client profile has 24.</summary>
    public const uint Registers = 24;
}
