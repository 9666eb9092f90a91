// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.SevSnp.Measure;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.SevSnp.Tests.Measure;

/// <summary>What the vectors of <c>attest conformance snp</c> do not show: what is refused, and what does not change a measurement.</summary>
public sealed class LaunchMeasurementTests
{
    private static readonly KernelHashes Kernel = KernelHashes.Of(SHA256.HashData([]), null, "");

    [Fact]
    public void Each_input_changes_the_measurement()
    {
        GuestLaunch launch = new() { Firmware = Firmware(), Vcpus = 2, VcpuSignature = 0x800F12, Kernel = Kernel };
        GuestLaunch[] all =
        [
            launch,
            launch with { Vcpus = 1 },
            launch with { Vcpus = 3 },
            launch with { VcpuSignature = 0xA00F11 },
            launch with { GuestFeatures = 0x21 },
            launch with { Kernel = null },
            launch with { Kernel = KernelHashes.Of(SHA256.HashData([1]), null, "") },
            launch with { Kernel = KernelHashes.Of(SHA256.HashData([]), SHA256.HashData([1]), "") },
            launch with { Kernel = KernelHashes.Of(SHA256.HashData([]), null, "quiet") },
            launch with { Vmm = Vmm.Ec2 },
            launch with { Vmm = Vmm.Gce },
        ];

        Assert.Distinct(all.Select(Measure));
    }

    [Fact]
    public void An_absent_initrd_is_an_empty_one() =>
        Assert.Equal(Kernel.Initrd.ToArray(), KernelHashes.Of(Kernel.Kernel, SHA256.HashData([]), "").Initrd.ToArray());

    [Fact]
    public void A_known_digest_stands_in_for_the_firmwares_pages()
    {
        GuestLaunch launch = new() { Firmware = Firmware(), Vcpus = 1 };

        Assert.Equal(Measure(launch), Measure(launch with { FirmwareDigest = LaunchMeasurement.OfFirmware(launch.Firmware) }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4097)]
    public void A_number_of_processors_that_no_guest_has_is_refused(int vcpus)
    {
        Assert.False(LaunchMeasurement.TryCompute(new() { Firmware = Firmware(), Vcpus = vcpus }, out _, out Malformed? malformed));
        Assert.Equal("vcpus", malformed.Field);
    }

    [Fact]
    public void A_firmware_is_no_svsm()
    {
        Assert.False(LaunchMeasurement.TryCompute(new() { Firmware = Firmware(), Vcpus = 1, Svsm = Firmware() }, out _, out Malformed? malformed));
        Assert.Equal("svsm", malformed.Field);
    }

    [Theory]
    [InlineData("EPYC", 0x800F12u)]
    [InlineData("epyc-v4", 0x800F12u)]
    [InlineData("EPYC-Milan-v2", 0xA00F11u)]
    [InlineData("EPYC-Genoa", 0xA10F10u)]
    [InlineData("0xB00F00", 0xB00F00u)]
    [InlineData("EPYC-", null)]
    [InlineData("EPYC-v", null)]
    [InlineData("Skylake", null)]
    [InlineData("0x", null)]
    [InlineData("0x1ffffffff", null)]
    public void Processors_have_qemus_names(string type, uint? signature) => Assert.Equal(signature, VcpuType.Signature(type));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    public void An_image_without_table_is_refused(int length) => Assert.False(FirmwareImage.TryParse(new byte[length], out _, out _));

    [Fact]
    public void Mutated_images_never_throw()
    {
        byte[] image = Vectors.Bytes("snp", "measurement", "ovmf_AmdSev_suffix.bin");
        int tail = 0x700;
        Gen.Select(Gen.Int[image.Length - tail, image.Length - 1], Gen.Byte).Array[1, 8].Sample(
            writes =>
            {
                byte[] mutated = [.. image];
                foreach ((int at, byte value) in writes)
                {
                    mutated[at] = value;
                }

                bool read = FirmwareImage.TryParse(mutated, out FirmwareImage? firmware, out Malformed? malformed);
                Assert.NotEqual(read, malformed is not null);
                if (read && firmware!.Sections.Sum(each => each.Bytes) < 1 << 20)
                {
                    LaunchMeasurement.TryCompute(new() { Firmware = firmware, Vcpus = 2, Kernel = Kernel }, out _, out _);
                }
            },
            iter: 5_000);
    }

    private static FirmwareImage Firmware()
    {
        Assert.True(
            FirmwareImage.TryParse(Vectors.Bytes("snp", "measurement", "ovmf_AmdSev_suffix.bin"), out FirmwareImage? firmware, out Malformed? malformed),
            malformed?.ToString());
        return firmware;
    }

    private static string Measure(GuestLaunch launch)
    {
        Assert.True(LaunchMeasurement.TryCompute(launch, out ReadOnlyMemory<byte> digest, out Malformed? malformed), malformed?.ToString());
        return Hex.Of(digest.Span);
    }
}
