// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>How a guest is launched: all that its measurement depends on.</summary>
public sealed record GuestLaunch
{
    /// <summary>Its firmware.</summary>
    public required FirmwareImage Firmware { get; init; }

    /// <summary>The launch digest after the firmware's pages, 48 bytes, where it is known and they need not be hashed; else null.</summary>
    public ReadOnlyMemory<byte>? FirmwareDigest { get; init; }

    /// <summary>Number of virtual processors; 0 measures the memory alone.</summary>
    public required int Vcpus { get; init; }

    /// <summary>CPUID 1 EAX of the virtual processors (<see cref="VcpuType"/>).</summary>
    public uint VcpuSignature { get; init; }

    /// <summary>SEV_FEATURES: 0x1 SNP alone, 0x21 with debug swap.</summary>
    public ulong GuestFeatures { get; init; } = 1;

    /// <summary>Direct boot; null where the firmware boots from a disk.</summary>
    public KernelHashes? Kernel { get; init; }

    /// <summary>Who launches it.</summary>
    public Vmm Vmm { get; init; }

    /// <summary>A secure VM service module below the firmware; null where there is none.</summary>
    public FirmwareImage? Svsm { get; init; }

    /// <summary>Bytes of the firmware's variable store, below which the SVSM ends.</summary>
    public uint SvsmVariableStoreBytes { get; init; }
}
