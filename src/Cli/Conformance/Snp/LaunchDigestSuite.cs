// SPDX-License-Identifier: Apache-2.0

using System.IO.Compression;
using System.Security.Cryptography;
using Attestation.SevSnp.Measure;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Snp;

/// <summary>Launch measurements against those of the reference tool.</summary>
internal static class LaunchDigestSuite
{
    public const string Kind = "launch-digest";

    private const string Error = "error";
    private const string EmptyFile = "empty file";
    private const string Gzip = ".gz";
    private const int DigestBytes = 48;

    public static ConformanceCase Run(VectorEntry entry)
    {
        string want = entry.Text("expect") == Error ? Error : entry.Text("digest");
        string got = Compute(entry, out Malformed? malformed);
        return new(entry.Text("id"), Kind, want, malformed is null ? got : $"{Error}: {malformed}", want == got);
    }

    private static string Compute(VectorEntry entry, out Malformed? malformed)
    {
        VectorEntry input = entry.In("input");
        VectorEntry files = entry.In("files");
        FirmwareImage? svsm = null;
        if (!FirmwareImage.TryParse(File(files, "firmware"), out FirmwareImage? firmware, out malformed)
            || (files.Optional("svsm") is not null && !FirmwareImage.TryParse(File(files, "svsm"), out svsm, out malformed)))
        {
            return Error;
        }

        GuestLaunch launch = Launch(input, firmware, svsm);
        if (input.Text("mode") == "firmware-only")
        {
            return Hex.Of(LaunchMeasurement.OfFirmware(firmware).Span);
        }

        return LaunchMeasurement.TryCompute(launch, out ReadOnlyMemory<byte> digest, out malformed) ? Hex.Of(digest.Span) : Error;
    }

    private static GuestLaunch Launch(VectorEntry input, FirmwareImage firmware, FirmwareImage? svsm) => new()
    {
        Firmware = firmware,
        FirmwareDigest = Hex.TryRead(input.Optional("firmwareHash") ?? "", DigestBytes, out byte[]? known)
            ? known
            : default(ReadOnlyMemory<byte>?),
        Vcpus = (int)input.Number("vcpus", 0),
        VcpuSignature = (uint)input.Number("vcpuSignature", 0),
        GuestFeatures = (ulong)input.Number("guestFeatures", 1),
        Kernel = input.Optional("kernel") is { } kernel
            ? KernelHashes.Of(Hash(kernel), input.Optional("initrd") is { } initrd ? Hash(initrd) : null, input.Text("commandLine"))
            : null,
        Vmm = Enum.Parse<Vmm>(input.Text("vmm"), ignoreCase: true),
        Svsm = svsm,
        SvsmVariableStoreBytes = (uint)input.Number("svsmVariableStoreSize", 0),
    };

    private static byte[] Hash(string file) =>
        file == EmptyFile ? SHA256.HashData([]) : throw new CliError($"a kernel of \"{file}\", want \"{EmptyFile}\"");

    private static byte[] File(VectorEntry files, string member)
    {
        byte[] bytes = files.File(member) ?? throw new CliError($"{files.Folder.Path}: a launch names no {member}");
        if (!files.Text(member).EndsWith(Gzip, StringComparison.Ordinal))
        {
            return bytes;
        }

        using GZipStream packed = new(new MemoryStream(bytes), CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        packed.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
