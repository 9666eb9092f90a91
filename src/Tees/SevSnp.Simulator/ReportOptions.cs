// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator;

/// <summary>What a simulated report says; null takes what the machine is.</summary>
public sealed record ReportOptions
{
    /// <summary>Version.</summary>
    public uint Version { get; init; } = 5;

    /// <summary>GUEST_SVN.</summary>
    public uint GuestSvn { get; init; } = 3;

    /// <summary>POLICY: SMT allowed, nothing else.</summary>
    public ulong Policy { get; init; } = 0x3_0000;

    /// <summary>FAMILY_ID, 16 bytes.</summary>
    public ReadOnlyMemory<byte> FamilyId { get; init; } = new byte[16];

    /// <summary>IMAGE_ID, 16 bytes.</summary>
    public ReadOnlyMemory<byte> ImageId { get; init; } = new byte[16];

    /// <summary>VMPL.</summary>
    public uint Vmpl { get; init; }

    /// <summary>SIGNATURE_ALGO.</summary>
    public uint SignatureAlgo { get; init; } = 1;

    /// <summary>PLATFORM_INFO: SMT, ECC, alias check.</summary>
    public ulong PlatformInfo { get; init; } = 0x25;

    /// <summary>Key information; null says VCEK or VLEK, whichever signs, and whether there is an author key.</summary>
    public uint? KeyInfo { get; init; }

    /// <summary>MEASUREMENT, 48 bytes.</summary>
    public ReadOnlyMemory<byte> Measurement { get; init; } = SHA384.HashData(Encoding.UTF8.GetBytes("simulated guest"));

    /// <summary>HOST_DATA, 32 bytes.</summary>
    public ReadOnlyMemory<byte> HostData { get; init; } = new byte[32];

    /// <summary>ID_KEY_DIGEST, 48 bytes.</summary>
    public ReadOnlyMemory<byte> IdKeyDigest { get; init; } = new byte[48];

    /// <summary>AUTHOR_KEY_DIGEST, 48 bytes.</summary>
    public ReadOnlyMemory<byte> AuthorKeyDigest { get; init; } = new byte[48];

    /// <summary>REPORTED_TCB; null is COMMITTED.</summary>
    public TcbLevels? Reported { get; init; }

    /// <summary>CURRENT_TCB; null is COMMITTED.</summary>
    public TcbLevels? Current { get; init; }

    /// <summary>COMMITTED_TCB.</summary>
    public TcbLevels Committed { get; init; } = new(BootLoader: 10, Tee: 0, Snp: 27, Microcode: 217, Fmc: 1);

    /// <summary>LAUNCH_TCB; null is COMMITTED.</summary>
    public TcbLevels? Launch { get; init; }

    /// <summary>CURRENT firmware; null is COMMITTED.</summary>
    public FirmwareVersion? CurrentFirmware { get; init; }

    /// <summary>COMMITTED firmware.</summary>
    public FirmwareVersion CommittedFirmware { get; init; } = new(1, 58, 3);

    /// <summary>CPUID family, model and stepping; null is the product's.</summary>
    public (byte Family, byte Model, byte Stepping)? Cpuid { get; init; }

    /// <summary>CHIP_ID, 64 bytes; null is the chip's, and zero under a VLEK.</summary>
    public ReadOnlyMemory<byte>? ChipId { get; init; }

    /// <summary>LAUNCH_MIT_VECTOR; written from version 5 on.</summary>
    public ulong LaunchMitVector { get; init; } = 0x0b;

    /// <summary>CURRENT_MIT_VECTOR; written from version 5 on.</summary>
    public ulong CurrentMitVector { get; init; } = 0x0f;

    /// <summary>Changes before the report is signed.</summary>
    public ImmutableArray<Patch> Patches { get; init; } = [];

    /// <summary>The signature.</summary>
    public SignatureForm Signature { get; init; }

    /// <summary>Changes after the report was signed.</summary>
    public ImmutableArray<Patch> Tampers { get; init; } = [];

    /// <summary>Length that the report is cut or filled to; null leaves its 1184 bytes.</summary>
    public int? Length { get; init; }
}
