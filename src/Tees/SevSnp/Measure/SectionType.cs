// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>What a section of the firmware's SEV metadata is for. OVMF, OvmfPkg/ResetVector/X64/OvmfSevMetadata.asm.</summary>
internal enum SectionType : uint
{
    SecMemory = 1,
    Secrets = 2,
    Cpuid = 3,
    SvsmCaa = 4,
    KernelHashes = 0x10,
}
