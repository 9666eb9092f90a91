// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;

namespace Attestation.EventLogs;

/// <summary>
/// Named facts of a log that replays. Nothing is said where the log is ambiguous, where a fact is told twice, or where a record stands in its
/// way that could hide it.
/// </summary>
/// <remarks>
/// What the firmware extended comes first in its register, and nobody can put anything before it: <see cref="SecureBoot"/> and
/// <see cref="FirstProgram"/> are as good as the firmware's measurement. <see cref="CommandLineSha256"/> is weaker: any program that may
/// extend its register can add a record that looks like a boot loader's.
/// </remarks>
public sealed record BootFacts
{
    private static readonly Guid GlobalVariable = new("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    private BootFacts()
    {
    }

    /// <summary>The variable SecureBoot as the firmware measured it, before its separator.</summary>
    public bool? SecureBoot { get; private init; }

    /// <summary>Digest, in the quoted bank, of the first program that firmware started: a unified kernel image, a boot loader, or a kernel that was loaded directly.</summary>
    public ReadOnlyMemory<byte>? FirstProgram { get; private init; }

    /// <summary>SHA-256 of the kernel's command line as GRUB measured it: without prefix and terminating NUL; 32 bytes.</summary>
    public ReadOnlyMemory<byte>? CommandLineSha256 { get; private init; }

    /// <summary>Reads the facts of a log that has been found to replay to quoted registers.</summary>
    /// <param name="log">The log.</param>
    /// <param name="bank">The bank that was quoted.</param>
    /// <param name="registers">Where to look.</param>
    public static BootFacts Of(EventLog log, DigestAlgorithm bank, BootRegisters registers)
    {
        if (!SemanticReading.TryOf(log, bank, [registers.SecureBoot, registers.Programs], out SemanticReading? reading) || !reading.Ambiguities.IsEmpty)
        {
            return new();
        }

        EventReading[] extended = [.. reading.Events.Where(each => each.Event.ExtendIn(bank) is not null)];
        return new()
        {
            SecureBoot = SecureBootIn(extended.Where(each => each.Event.Register == registers.SecureBoot)),
            FirstProgram = FirstProgramIn(extended.Where(each => each.Event.Register == registers.Programs), bank),
            CommandLineSha256 = CommandLineIn(extended.Where(each => each.Event.Register == registers.CommandLine)),
        };
    }

    private static bool? SecureBootIn(IEnumerable<EventReading> events)
    {
        byte[][] values = [.. events.Where(each => !each.AfterSeparator && each.Match == DigestMatch.Matches).Select(SecureBootOf).OfType<byte[]>()];
        return values is [[var value and (0 or 1)]] ? value == 1 : null;
    }

    private static byte[]? SecureBootOf(EventReading reading) =>
        reading.Event.Type == EventType.EfiVariableDriverConfig
        && UefiVariable.TryParse(reading.Covered, out UefiVariable? variable, out _)
        && variable.Vendor == GlobalVariable && variable.Name == "SecureBoot"
            ? variable.Value.ToArray()
            : null;

    // The type is only the log's word: a program could be passed over under another. So all before it must be what their data says.
    private static ReadOnlyMemory<byte>? FirstProgramIn(IEnumerable<EventReading> events, DigestAlgorithm bank)
    {
        EventReading? first = events.FirstOrDefault(each => each.Match != DigestMatch.Matches || IsProgram(each.Covered.Span));
        return first?.Event.Type == EventType.EfiBootServicesApplication ? first.Event.ExtendIn(bank) : null;
    }

    // A program's digest is that of its own bytes, without a few fields: they could be given as a record's data.
    private static bool IsProgram(ReadOnlySpan<byte> covered) => covered.StartsWith("MZ"u8);

    private static ReadOnlyMemory<byte>? CommandLineIn(IEnumerable<EventReading> events)
    {
        ReadOnlyMemory<byte>[] lines = [.. events.Where(each => each.Match == DigestMatch.Matches).Select(CoveredData.KernelCommandLine).OfType<ReadOnlyMemory<byte>>()];
        return lines is [var line] ? SHA256.HashData(line.Span) : (ReadOnlyMemory<byte>?)null;
    }
}
