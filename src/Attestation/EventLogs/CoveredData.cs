// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>Which part of a record's data its digest covers, found by hashing; never by the type alone, which no digest covers.</summary>
/// <remarks>
/// TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.4.1, and what edk2, GRUB and systemd-boot do. Firmwares that hash
/// something else under EV_S_CRTM_VERSION and EV_EFI_VARIABLE_AUTHORITY exist, so those never count as <see cref="DigestMatch.Differs"/>.
/// </remarks>
internal static class CoveredData
{
    private const byte Nul = 0;

    private static ReadOnlySpan<byte> KernelPrefix => "kernel_cmdline: "u8;

    private static ReadOnlySpan<byte> RedHatKernelPrefix => "grub_kernel_cmdline "u8;

    public static DigestMatch Of(LoggedEvent record, DigestAlgorithm bank, out ReadOnlyMemory<byte> covered)
    {
        covered = default;
        if (record.ExtendIn(bank) is not { } digest || !DigestAlgorithms.CanHash(bank))
        {
            return DigestMatch.Unknown;
        }

        foreach (ReadOnlyMemory<byte> part in Candidates(record))
        {
            if (DigestAlgorithms.Hash(bank, part.Span).AsSpan().SequenceEqual(digest.Span))
            {
                covered = part;
                return DigestMatch.Matches;
            }
        }

        if (record.Type == EventType.Ipl && IsSystemdBoot(record.Data.Span, bank, digest.Span))
        {
            covered = record.Data;
            return DigestMatch.Matches;
        }

        return IsDigestOfData(record) ? DigestMatch.Differs : DigestMatch.Unknown;
    }

    /// <summary>The kernel's command line of a record whose data is covered; null for any other record.</summary>
    public static ReadOnlyMemory<byte>? KernelCommandLine(EventReading reading)
    {
        ReadOnlySpan<byte> data = reading.Event.Data.Span;
        bool isLine = reading.Event.Type == EventType.Ipl && (data.StartsWith(KernelPrefix) || data.StartsWith(RedHatKernelPrefix));
        return !isLine || reading.Covered.Length == data.Length ? (ReadOnlyMemory<byte>?)null
            : reading.Covered.Span is [.., Nul] ? reading.Covered[..^1]
            : reading.Covered;
    }

    private static bool IsDigestOfData(LoggedEvent record) => IsDigestOfData(record.Type) || GrubText(record) is not null;

    private static bool IsDigestOfData(EventType type) =>
        type == EventType.Separator
        || type == EventType.Action
        || type == EventType.EfiAction
        || type == EventType.NonHostInfo
        || type == EventType.EfiGptEvent
        || type == EventType.EfiVariableDriverConfig
        || type == EventType.EfiVariableBoot
        || type == EventType.EfiVariableBoot2;

    private static IEnumerable<ReadOnlyMemory<byte>> Candidates(LoggedEvent record)
    {
        yield return record.Data;
        if (record.Type == EventType.EfiVariableBoot && UefiVariable.TryParse(record.Data, out UefiVariable? variable, out _))
        {
            yield return variable.Value;
        }

        if (GrubText(record) is { } text)
        {
            yield return text[..^1];
            yield return text;
        }
    }

    /// <summary>
    /// What GRUB hashes: the text behind its prefix, here up to and with its NUL. Upstream leaves the NUL out; Red Hat, whose prefixes
    /// have no colon, hashes it but for the kernel's command line. Bytes behind the NUL are whatever lay in memory.
    /// </summary>
    private static ReadOnlyMemory<byte>? GrubText(LoggedEvent record)
    {
        int prefix = record.Type == EventType.Ipl ? PrefixOf(record.Data.Span) : 0;
        int end = record.Data.Span.IndexOf(Nul);
        if (prefix == 0 || end < prefix)
        {
            return null;
        }

        return record.Data[prefix..(end + 1)];
    }

    private static int PrefixOf(ReadOnlySpan<byte> data) =>
        data.StartsWith("grub_cmd: "u8) ? "grub_cmd: "u8.Length
        : data.StartsWith(KernelPrefix) ? KernelPrefix.Length
        : data.StartsWith("module_cmdline: "u8) ? "module_cmdline: "u8.Length
        : data.StartsWith("grub_cmd "u8) ? "grub_cmd "u8.Length
        : data.StartsWith(RedHatKernelPrefix) ? RedHatKernelPrefix.Length
        : 0;

    /// <summary>systemd-boot hashes a UTF-16 string with its two-byte NUL and logs it without the last byte.</summary>
    private static bool IsSystemdBoot(ReadOnlySpan<byte> data, DigestAlgorithm bank, ReadOnlySpan<byte> digest)
    {
        if (data.Length % 2 == 0 || data[^1] != Nul)
        {
            return false;
        }

        byte[] whole = [.. data, Nul];
        return DigestAlgorithms.Hash(bank, whole).AsSpan().SequenceEqual(digest);
    }
}
