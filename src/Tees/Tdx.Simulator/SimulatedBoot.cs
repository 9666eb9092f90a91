// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Attestation.Tdx.Simulator;

/// <summary>What a TD measures from firmware to kernel; the shape of a real boot with a handful of events.</summary>
public static class SimulatedBoot
{
    private const uint Separator = 0x04;
    private const uint EventTag = 0x06;
    private const uint Ipl = 0x0d;
    private const uint VariableDriverConfig = 0x80000001;
    private const uint BootServicesApplication = 0x80000003;
    private const uint EfiAction = 0x80000007;
    private const uint FirmwareBlob2 = 0x8000000a;
    private const uint HandOffTables2 = 0x8000000b;

    private const string GlobalVariable = "8be4df61-93ca-11d2-aa0d-00e098032b8c";

    /// <summary>The kernel's command line.</summary>
    public const string CommandLine = "console=hvc0 root=/dev/vda ro";

    /// <summary>The events in order; RTMR3 stays zero.</summary>
    public static ImmutableArray<SimulatedEvent> Events { get; } =
    [
        new(0, HandOffTables2, "\u0006td_hob\0\0\0\0"u8.ToArray()) { Digest = SimulatedTd.MeasurementOf("td hob") },
        new(0, FirmwareBlob2, "\u0003cfv\0\0\0\0"u8.ToArray()) { Digest = SimulatedTd.MeasurementOf("configuration firmware volume") },
        new(0, VariableDriverConfig, Variable("SecureBoot", [0])),
        new(0, VariableDriverConfig, Variable("PK", [])),
        new(0, VariableDriverConfig, Variable("KEK", [])),
        new(0, Separator, new byte[4]),
        new(1, EfiAction, "Calling EFI Application from Boot Option"u8.ToArray()),
        new(1, Separator, new byte[4]),
        new(1, BootServicesApplication, new byte[32]) { Digest = SimulatedTd.MeasurementOf("kernel image") },
        new(1, EfiAction, "Exit Boot Services Invocation"u8.ToArray()),
        new(1, EfiAction, "Exit Boot Services Returned with Success"u8.ToArray()),
        new(2, Ipl, Encoding.UTF8.GetBytes($"kernel_cmdline: {CommandLine}\0")) { Digest = SHA384.HashData(Encoding.UTF8.GetBytes(CommandLine)) },
        new(2, EventTag, "initrd"u8.ToArray()) { Digest = SimulatedTd.MeasurementOf("initrd") },
    ];

    // UEFI_VARIABLE_DATA: vendor, length of name in characters, length of value, name in UTF-16, value.
    private static byte[] Variable(string name, byte[] value)
    {
        byte[] lengths = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(lengths, (ulong)name.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(lengths.AsSpan(8), (ulong)value.Length);
        return [.. new Guid(GlobalVariable).ToByteArray(), .. lengths, .. Encoding.Unicode.GetBytes(name), .. value];
    }
}
