// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of the PCK's SGX extension; the certificate is signed with it as it stands.</summary>
public static class SgxExtensionFault
{
    private const int Mandatory = 5;

    /// <summary>No extension at all.</summary>
    public static readonly Fault Missing = Form(
        "sgx-extension-missing", "the PCK has no SGX extension", form => form with { Present = false });

    /// <summary>A byte behind its sequence.</summary>
    public static readonly Fault Tail = Form(
        "sgx-extension-tail", "a byte follows the SGX extension", form => form with { Tail = new byte[1] });

    /// <summary>15 components.</summary>
    public static readonly Fault FifteenComponents = Form(
        "sgx-extension-15-components", "the SGX extension lacks component 16", form => form with { OmitTcb = [16] });

    /// <summary>No PCESVN.</summary>
    public static readonly Fault WithoutPceSvn = Form(
        "sgx-extension-without-pcesvn", "the SGX extension lacks PCESVN", form => form with { OmitTcb = [17] });

    /// <summary>A PPID of 15 bytes.</summary>
    public static readonly Fault PpidSize = Value(
        "sgx-extension-ppid-size", "the PPID has 15 bytes", platform => platform with { Ppid = new byte[15] });

    /// <summary>An FMSPC of 7 bytes.</summary>
    public static readonly Fault FmspcSize = Value(
        "sgx-extension-fmspc-size",
        "the FMSPC has 7 bytes",
        platform => platform with { Fmspc = new byte[] { 0xff, 0x51, 0, 0, 0, 0, 0 } });

    /// <summary>A component SVN of 256.</summary>
    public static readonly Fault ComponentOver255 = Value(
        "sgx-extension-component-256",
        "component 1 has SVN 256",
        platform => platform with { ComponentSvns = platform.ComponentSvns.SetItem(0, 256) });

    /// <summary>A component SVN of -1.</summary>
    public static readonly Fault ComponentNegative = Value(
        "sgx-extension-component-negative",
        "component 1 has SVN -1",
        platform => platform with { ComponentSvns = platform.ComponentSvns.SetItem(0, -1) });

    /// <summary>A PCESVN of 65536.</summary>
    public static readonly Fault PceSvnOver65535 = Value(
        "sgx-extension-pcesvn-65536", "PCESVN is 65536", platform => platform with { PceSvn = 65536 });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Missing, Tail, FifteenComponents, WithoutPceSvn, PpidSize, FmspcSize, ComponentOver255, ComponentNegative, PceSvnOver65535,
        .. Enumerable.Range(1, Mandatory).Select(Without), .. Enumerable.Range(1, Mandatory).Select(Twice),
    ];

    /// <summary>It lacks an item.</summary>
    /// <param name="item">1 PPID, 2 TCB, 3 PCEID, 4 FMSPC, 5 SGX type.</param>
    public static Fault Without(int item) => Form(
        $"sgx-extension-without-{item}", $"the SGX extension lacks item {item}", form => form with { Omit = [item] });

    /// <summary>It has an item twice.</summary>
    /// <param name="item">1 PPID, 2 TCB, 3 PCEID, 4 FMSPC, 5 SGX type.</param>
    public static Fault Twice(int item) => Form(
        $"sgx-extension-twice-{item}", $"the SGX extension has item {item} twice", form => form with { Repeat = [item] });

    private static Fault Form(string name, string says, Func<SgxExtensionForm, SgxExtensionForm> change) =>
        Value(name, says, platform => platform with { Form = change(platform.Form) });

    private static Fault Value(string name, string says, Func<PlatformOptions, PlatformOptions> change) =>
        new(name, says, machine => machine with { Platform = change(machine.Platform) });
}
