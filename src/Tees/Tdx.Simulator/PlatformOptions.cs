// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>The simulated processor as its PCK certificate describes it.</summary>
public sealed record PlatformOptions
{
    /// <summary>16 component SVNs, as the TCB levels of <see cref="TcbInfoOptions"/> count them.</summary>
    public ImmutableArray<int> ComponentSvns { get; init; } = [3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>SVN of the provisioning certification enclave.</summary>
    public int PceSvn { get; init; } = 11;

    /// <summary>CPUSVN, 16 bytes.</summary>
    public ReadOnlyMemory<byte> CpuSvn { get; init; } = new byte[] { 3, 3, 2, 2, 4, 1, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0 };

    /// <summary>PCEID, 2 bytes.</summary>
    public ReadOnlyMemory<byte> PceId { get; init; } = new byte[2];

    /// <summary>FMSPC, 6 bytes; one that no processor has.</summary>
    public ReadOnlyMemory<byte> Fmspc { get; init; } = new byte[] { 0xff, 0x51, 0x00, 0x00, 0x00, 0x00 };

    /// <summary>PPID, 16 bytes; null takes bytes of the machine's keys.</summary>
    public ReadOnlyMemory<byte>? Ppid { get; init; }

    /// <summary>Platform instance id, 16 bytes; null takes bytes of the machine's keys.</summary>
    public ReadOnlyMemory<byte>? PlatformInstanceId { get; init; }

    /// <summary>0 Standard, 1 Scalable, 2 Scalable with integrity.</summary>
    public int SgxType { get; init; } = 1;

    /// <summary>True for the two items that only the Platform CA's certificates have: platform instance id and configuration.</summary>
    public bool HasPlatformItems { get; init; } = true;

    /// <summary>How the extension is written.</summary>
    public SgxExtensionForm Form { get; init; } = new();
}
