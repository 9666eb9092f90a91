// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.Wire;

namespace Attestation.SevSnp.Measure;

/// <summary>Writes the first state of a virtual processor, which is measured as a page.</summary>
internal sealed class VmsaPage
{
    private const uint BspEip = 0xffff_fff0;
    private const ulong QemuPat = 0x0007_0406_0007_0406;
    private const ulong GcePat = 0x0007_0106;
    private const ulong ResetRdx = 0x600;
    private const ulong SnpOnly = 1;

    private readonly byte[] page = new byte[LaunchDigest.PageBytes];

    private VmsaPage()
    {
        foreach (Field field in new[] { VmsaLayout.Es, VmsaLayout.Ds, VmsaLayout.Fs, VmsaLayout.Gs })
        {
            Put(field, VmsaSegment.Reset(0x93));
        }

        Put(VmsaLayout.Gdtr, VmsaSegment.Reset(0));
        Put(VmsaLayout.Idtr, VmsaSegment.Reset(0));
        Put(VmsaLayout.Ldtr, VmsaSegment.Reset(0x82));
        Put(VmsaLayout.Efer, 0x1000);
        Put(VmsaLayout.Cr4, 0x40);
        Put(VmsaLayout.Cr0, 0x10);
        Put(VmsaLayout.Dr7, 0x400);
        Put(VmsaLayout.Dr6, 0xffff_0ff0);
        Put(VmsaLayout.Rflags, 2);
        Put(VmsaLayout.Xcr0, 1);
    }

    /// <summary>The first processor, which begins at the reset vector.</summary>
    public static byte[] Bsp(GuestLaunch launch) => Of(launch, BspEip, isBsp: true);

    /// <summary>Every other processor.</summary>
    /// <param name="launch">The guest.</param>
    /// <param name="eip">From the firmware's reset block.</param>
    public static byte[] Ap(GuestLaunch launch, uint eip) => Of(launch, eip, isBsp: false);

    /// <summary>Any processor under an SVSM.</summary>
    /// <param name="launch">The guest.</param>
    /// <param name="rip">The SVSM's first instruction.</param>
    public static byte[] UnderSvsm(GuestLaunch launch, ulong rip)
    {
        VmsaPage vmsa = new();
        VmsaSegment flat = new(16, 0xc93, uint.MaxValue, 0);
        foreach (Field field in new[] { VmsaLayout.Es, VmsaLayout.Ss, VmsaLayout.Ds, VmsaLayout.Fs })
        {
            vmsa.Put(field, flat);
        }

        vmsa.Put(VmsaLayout.Cs, flat with { Selector = 8, Attributes = 0xc9b });
        vmsa.Put(VmsaLayout.Tr, VmsaSegment.Reset(0x8b));
        vmsa.Put(VmsaLayout.Cr0, 0x11);
        vmsa.Put(VmsaLayout.Rip, rip);
        vmsa.Put(VmsaLayout.GPat, QemuPat);
        vmsa.Put(VmsaLayout.Rdx, launch.VcpuSignature);
        vmsa.Put(VmsaLayout.SevFeatures, SnpOnly);
        vmsa.Put(VmsaLayout.Mxcsr, 0x1f80);
        return vmsa.page;
    }

    private static byte[] Of(GuestLaunch launch, uint eip, bool isBsp)
    {
        VmsaPage vmsa = new();
        bool ec2 = launch.Vmm == Vmm.Ec2;
        ushort code = (ushort)(ec2 && isBsp ? 0x9a : 0x9b);
        vmsa.Put(VmsaLayout.Cs, new VmsaSegment(0xf000, code, 0xffff, eip & 0xffff_0000));
        vmsa.Put(VmsaLayout.Ss, VmsaSegment.Reset((ushort)(ec2 ? 0x92 : 0x93)));
        vmsa.Put(VmsaLayout.Tr, VmsaSegment.Reset((ushort)(ec2 ? 0x83 : 0x8b)));
        vmsa.Put(VmsaLayout.Rip, eip & 0xffff);
        vmsa.Put(VmsaLayout.GPat, launch.Vmm == Vmm.Gce ? GcePat : QemuPat);
        vmsa.Put(VmsaLayout.Rdx, launch.Vmm == Vmm.Qemu ? launch.VcpuSignature : ResetRdx);
        vmsa.Put(VmsaLayout.SevFeatures, launch.GuestFeatures);
        if (launch.Vmm == Vmm.Qemu)
        {
            vmsa.Put(VmsaLayout.Mxcsr, 0x1f80);
            vmsa.Put(VmsaLayout.X87Fcw, 0x37f);
        }

        return vmsa.page;
    }

    private void Put(Field field, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        bytes[..field.Length].CopyTo(page.AsSpan(field.Offset));
    }

    private void Put(Field field, VmsaSegment segment)
    {
        Span<byte> bytes = page.AsSpan(field.Offset, field.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, segment.Selector);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], segment.Attributes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], segment.Limit);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], segment.Base);
    }
}
