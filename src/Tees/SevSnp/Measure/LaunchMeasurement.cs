// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Measure;

/// <summary>Computes the MEASUREMENT that a report of a guest will have. Pure.</summary>
/// <remarks>
/// AMD SEV-SNP Firmware ABI, doc 56860, section 8.17; the order of pages is that of QEMU, target/i386/sev.c. What EC2 and GCE do is
/// known from tools alone, not from a real report.
/// </remarks>
public static class LaunchMeasurement
{
    private const string Structure = "guest launch";
    private const ulong FourGiB = 1UL << 32;
    private const ulong VmsaGpa = 0xffff_ffff_f000;
    private const int MaxVcpus = 4096;

    /// <summary>The launch digest.</summary>
    /// <param name="launch">The guest.</param>
    /// <param name="measurement">48 bytes; empty on failure.</param>
    /// <param name="malformed">Why such a guest cannot be launched, or null.</param>
    public static bool TryCompute(GuestLaunch launch, out ReadOnlyMemory<byte> measurement, [NotNullWhen(false)] out Malformed? malformed)
    {
        LaunchDigest digest = new();
        malformed = launch.Vcpus is < 0 or > MaxVcpus ? Fault("vcpus", $"got {launch.Vcpus}, want 0 to {MaxVcpus}")
            : launch.Svsm is { } svsm ? UnderSvsm(digest, launch, svsm)
            : Bare(digest, launch);
        measurement = malformed is null ? digest.Value : default;
        return malformed is null;
    }

    /// <summary>The launch digest after the firmware's pages alone, which stands in for them as <see cref="GuestLaunch.FirmwareDigest"/>.</summary>
    /// <param name="firmware">The firmware.</param>
    /// <returns>48 bytes.</returns>
    public static ReadOnlyMemory<byte> OfFirmware(FirmwareImage firmware)
    {
        LaunchDigest digest = new();
        AddFirmware(digest, firmware, null);
        return digest.Value;
    }

    private static Malformed? Bare(LaunchDigest digest, GuestLaunch launch)
    {
        AddFirmware(digest, launch.Firmware, launch.FirmwareDigest);
        return AddSections(digest, launch, launch.Firmware, launch.Kernel) ?? AddVcpus(digest, launch);
    }

    private static Malformed? UnderSvsm(LaunchDigest digest, GuestLaunch launch, FirmwareImage svsm)
    {
        ulong above = (ulong)launch.Firmware.Raw.Length + launch.SvsmVariableStoreBytes + (ulong)svsm.Raw.Length;
        if (launch.Vmm != Vmm.Qemu || launch.Kernel is not null || svsm.SvsmEntry is not { } entry || above > FourGiB)
        {
            return Fault("svsm", "want QEMU, no kernel, an SVSM that names its entry, and all of it below 4 GiB");
        }

        ulong start = FourGiB - above;
        AddFirmware(digest, launch.Firmware, launch.FirmwareDigest);
        digest.AddContent(PageType.Normal, start, svsm.Raw.Span);
        Malformed? wrong = AddSections(digest, launch, svsm, null);
        byte[] vmsa = VmsaPage.UnderSvsm(launch, start + entry);
        for (int i = 0; i < launch.Vcpus; i++)
        {
            digest.AddContent(PageType.Vmsa, VmsaGpa, vmsa);
        }

        return wrong;
    }

    private static void AddFirmware(LaunchDigest digest, FirmwareImage firmware, ReadOnlyMemory<byte>? known)
    {
        if (known is { } value)
        {
            digest.Resume(value.Span);
        }
        else
        {
            digest.AddContent(PageType.Normal, FourGiB - (ulong)firmware.Raw.Length, firmware.Raw.Span);
        }
    }

    private static Malformed? AddSections(LaunchDigest digest, GuestLaunch launch, FirmwareImage image, KernelHashes? kernel)
    {
        if (kernel is not null && !image.Sections.Any(each => each.Type == SectionType.KernelHashes))
        {
            return Fault("kernel", "the firmware has no section for kernel hashes: it would not check the kernel");
        }

        // EC2 adds the CPUID page last.
        bool late = launch.Vmm == Vmm.Ec2;
        foreach (MetadataSection section in image.Sections.OrderBy(each => late && each.Type == SectionType.Cpuid))
        {
            if (Add(digest, launch, image, section, kernel) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    private static Malformed? Add(LaunchDigest digest, GuestLaunch launch, FirmwareImage image, MetadataSection section, KernelHashes? kernel)
    {
        if (section.Type != SectionType.KernelHashes || kernel is null)
        {
            digest.AddPages(TypeOf(section.Type, launch.Vmm), section.Gpa, section.Bytes);
            return null;
        }

        if (image.KernelHashesGpa is not { } gpa || gpa / LaunchDigest.PageBytes != section.Gpa / LaunchDigest.PageBytes
            || section.Bytes != LaunchDigest.PageBytes || kernel.Page(gpa) is not { } page)
        {
            return Fault("kernel", "the firmware's table of kernel hashes does not lie in one page of its section");
        }

        digest.AddContent(PageType.Normal, section.Gpa, page);
        return null;
    }

    private static PageType TypeOf(SectionType type, Vmm vmm) => type switch
    {
        SectionType.SecMemory when vmm == Vmm.Gce => PageType.Unmeasured,
        SectionType.Secrets => PageType.Secrets,
        SectionType.Cpuid => PageType.Cpuid,
        _ => PageType.Zero,
    };

    private static Malformed? AddVcpus(LaunchDigest digest, GuestLaunch launch)
    {
        if (launch.Vcpus == 0)
        {
            return null;
        }

        digest.AddContent(PageType.Vmsa, VmsaGpa, VmsaPage.Bsp(launch));
        if (launch.Vcpus == 1)
        {
            return null;
        }

        if (launch.Firmware.ResetEip is not { } eip)
        {
            return Fault("vcpus", "the firmware does not say where further processors begin");
        }

        byte[] vmsa = VmsaPage.Ap(launch, eip);
        for (int i = 1; i < launch.Vcpus; i++)
        {
            digest.AddContent(PageType.Vmsa, VmsaGpa, vmsa);
        }

        return null;
    }

    private static Malformed Fault(string field, string reason) => new(Structure, field, reason);
}
