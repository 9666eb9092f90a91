// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>Entries of the table at the end of a firmware image. OVMF, OvmfPkg/ResetVector/Ia16/ResetVectorVtf0.asm.</summary>
internal static class FirmwareTableIds
{
    public static readonly Guid Footer = new("96b582de-1fb2-45f7-baea-a366c55a082d");
    public static readonly Guid KernelHashes = new("7255371f-3a3b-4b04-927b-1da6efa8d454");
    public static readonly Guid ResetBlock = new("00f771de-1a7e-4fcb-890e-68c77e2fb44e");
    public static readonly Guid SevMetadata = new("dc886566-984a-4798-a75e-5585a7bf67cc");
    public static readonly Guid SvsmEntry = new("a789a612-0597-4c4b-a49f-cbb1fe9d1ddd");
}
