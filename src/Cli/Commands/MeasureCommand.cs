// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.Globalization;
using Attestation.SevSnp.Measure;
using Attestation.Wire;

namespace Attestation.Cli.Commands;

/// <summary><c>attest measure snp</c>: the MEASUREMENT of a guest's reports, from the files that it is launched with.</summary>
internal sealed class MeasureCommand
{
    private const string MediaType = "application/vnd.attestation.measurement+json;version=1";

    private readonly Session session;
    private readonly Option<string> firmware = new("--firmware")
    {
        Description = "the firmware image (OVMF)",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<int> vcpus = new("--vcpus") { Description = "number of virtual processors", HelpName = "N", Required = true };
    private readonly Option<string> vcpuType = new("--vcpu-type") { Description = KnownTypes, HelpName = "TYPE", Required = true };
    private readonly Option<string?> kernel = new("--kernel") { Description = "the kernel of a direct boot", HelpName = "FILE" };
    private readonly Option<string?> initrd = new("--initrd") { Description = "its initial file system", HelpName = "FILE" };
    private readonly Option<string?> append = new("--append") { Description = "its command line", HelpName = "TEXT" };
    private readonly Option<string?> features = new("--guest-features") { Description = "SEV_FEATURES in hex (default: 0x1)", HelpName = "HEX" };

    private static string KnownTypes => $"{VcpuType.Names}, or CPUID 1 EAX such as 0xA00F11";

    private MeasureCommand(Session session) => this.session = session;

    public static Command Create(Session session)
    {
        MeasureCommand verb = new(session);
        Command snp = new("snp", "launch digest of an AMD SEV-SNP guest under QEMU")
        {
            verb.firmware, verb.vcpus, verb.vcpuType, verb.kernel, verb.initrd, verb.append, verb.features,
        };
        snp.SetAction(parsed => (int)verb.Run(parsed));
        return new("measure", "compute what a measurement will be") { snp };
    }

    private ExitCode Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(firmware);
        if (!FirmwareImage.TryParse(Input.Read(session.Surroundings, path), out FirmwareImage? image, out Malformed? malformed)
            || !LaunchMeasurement.TryCompute(Launch(parsed, image), out ReadOnlyMemory<byte> digest, out malformed))
        {
            throw new CliError($"{Input.NameOf(path)}: {malformed}");
        }

        Print(parsed, Hex.Of(digest.Span));
        return ExitCode.Trusted;
    }

    private GuestLaunch Launch(ParseResult parsed, FirmwareImage image) => new()
    {
        Firmware = image,
        Vcpus = parsed.GetValue(vcpus) is var count and > 0
            ? count
            : throw new CliError($"--vcpus: is {parsed.GetValue(vcpus)}, want at least 1"),
        VcpuSignature = VcpuType.Signature(parsed.GetRequiredValue(vcpuType))
            ?? throw new CliError($"--vcpu-type: \"{parsed.GetRequiredValue(vcpuType)}\" is not known") { Hint = $"one of {KnownTypes}" },
        GuestFeatures = Features(parsed.GetValue(features)),
        Kernel = Kernel(parsed),
    };

    private KernelHashes? Kernel(ParseResult parsed)
    {
        string? initrdFile = parsed.GetValue(initrd);
        string? commandLine = parsed.GetValue(append);
        if (parsed.GetValue(kernel) is { } file)
        {
            byte[]? initrdHash = initrdFile is null ? null : Input.Sha256(session.Surroundings, initrdFile);
            return KernelHashes.Of(Input.Sha256(session.Surroundings, file), initrdHash, commandLine ?? "");
        }

        return initrdFile is null && commandLine is null
            ? null
            : throw new CliError("--initrd and --append are measured with a kernel only: --kernel is missing");
    }

    private static ulong Features(string? text)
    {
        if (text is null)
        {
            return 1;
        }

        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.Ordinal) ? text.AsSpan(2) : text;
        return ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? bits
            : throw new CliError($"--guest-features: \"{text}\" is not hex, want for example 0x21");
    }

    private void Print(ParseResult parsed, string digest)
    {
        switch (session.Form(parsed))
        {
            case OutputForm.Json:
                session.PrintJson(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("mediaType", MediaType);
                    json.WriteString("measurement", digest);
                    json.WriteEndObject();
                });
                break;
            case OutputForm.Tree:
                session.Warn("computed from the given files; nothing is verified");
                session.Print(page => page.Line(digest));
                break;
            case OutputForm.Quiet:
            default:
                break;
        }
    }
}
