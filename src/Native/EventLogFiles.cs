// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>Event logs by sysfs and securityfs: ACPI CCEL of a confidential guest, and those of TPMs.</summary>
/// <param name="acpiTables">The folder of ACPI tables, <c>/sys/firmware/acpi/tables</c>.</param>
/// <param name="security">securityfs, <c>/sys/kernel/security</c>.</param>
/// <remarks>
/// Linux shows the CCEL's area as <c>data/CCEL</c> (Documentation/ABI/testing/sysfs-firmware-acpi), and the log behind an ACPI TPM2 table as
/// <c>tpmN/binary_bios_measurements</c> (drivers/char/tpm/eventlog).
/// </remarks>
public sealed class EventLogFiles(string acpiTables, string security) : IEventLogs
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public ImmutableArray<EventLogSource> Find() => [.. Ccel(), .. Tpms()];

    /// <inheritdoc/>
    public byte[] Read(EventLogSource source) => OpenFile.ReadAll(source.Path, MaxBytes);

    private IEnumerable<EventLogSource> Ccel()
    {
        (string table, string log) = ($"{acpiTables}/CCEL", $"{acpiTables}/data/CCEL");
        return File.Exists(log) ? [new("ccel", log, File.Exists(table) ? table : null)] : [];
    }

    private IEnumerable<EventLogSource> Tpms()
    {
        string table = $"{acpiTables}/TPM2";
        return Folders(security, "tpm*")
            .Select(folder => $"{folder}/binary_bios_measurements")
            .Where(File.Exists)
            .Select(log => new EventLogSource("tpm", log, File.Exists(table) ? table : null));
    }

    // A folder that may not be listed shows no logs; what it holds is found missing when it is asked for.
    private static IEnumerable<string> Folders(string below, string pattern) =>
        Directory.Exists(below)
            ? Directory.EnumerateDirectories(below, pattern, new EnumerationOptions { IgnoreInaccessible = true }).Order(StringComparer.Ordinal)
            : [];
}
