// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Configuration;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp;

/// <summary>The lowest TCB that a policy accepts of some processors.</summary>
/// <param name="Family">CPUID family; null fits every one.</param>
/// <param name="Model">CPUID model; null fits every one, and reports of version 2, which name none.</param>
/// <param name="Stepping">CPUID stepping; as for the model.</param>
/// <remarks>Components that the policy leaves out have the floor 0.</remarks>
public sealed record TcbFloor(byte? Family, byte? Model, byte? Stepping)
{
    /// <summary>Floor of FMC, which only Turin has.</summary>
    public byte Fmc { get; init; }

    /// <summary>Floor of the boot loader.</summary>
    public byte BootLoader { get; init; }

    /// <summary>Floor of the secure processor's operating system.</summary>
    public byte Tee { get; init; }

    /// <summary>Floor of the SNP firmware.</summary>
    public byte Snp { get; init; }

    /// <summary>Floor of the microcode.</summary>
    public byte Microcode { get; init; }

    /// <summary>How many of family, model and stepping it names: of the entries that fit, the most specific apply.</summary>
    internal int Specificity => (Family is null ? 0 : 1) + (Model is null ? 0 : 1) + (Stepping is null ? 0 : 1);

    /// <summary>True where it is meant for the processor of that report.</summary>
    /// <param name="report">Version 2 fits entries without model and stepping.</param>
    /// <param name="product">By the verified certificate.</param>
    internal bool Fits(AttestationReport report, SnpProduct product) => report.HasCpuid
        ? (Family ?? report.Family) == report.Family && (Model ?? report.Model) == report.Model && (Stepping ?? report.Stepping) == report.Stepping
        : Model is null && Stepping is null && (Family ?? product.Family) == product.Family;

    /// <summary>True where no component of <paramref name="tcb"/> lies below.</summary>
    internal bool Holds(TcbVersion tcb) =>
        (tcb.Fmc ?? 0) >= Fmc && tcb.BootLoader >= BootLoader && tcb.Tee >= Tee && tcb.Snp >= Snp && tcb.Microcode >= Microcode;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Fmc == 0 ? "" : $"fmc {Fmc}, ")}boot loader {BootLoader}, tee {Tee}, snp {Snp}, microcode {Microcode} or more";

    internal static TcbFloor Read(ConfigSection section)
    {
        TcbFloor floor = new(Number(section, "family"), Number(section, "model"), Component(section, "stepping"))
        {
            Fmc = Component(section, "fmc") ?? 0,
            BootLoader = Component(section, "bootLoader") ?? 0,
            Tee = Component(section, "tee") ?? 0,
            Snp = Component(section, "snp") ?? 0,
            Microcode = Component(section, "microcode") ?? 0,
        };
        section.Done();
        return floor;
    }

    // AMD prints family and model in hex.
    private static byte? Number(ConfigSection section, string key)
    {
        if (section.Mask(key) is not { } value)
        {
            return null;
        }

        if (value <= byte.MaxValue)
        {
            return (byte)value;
        }

        section.Report(key, $"is 0x{value.ToString("x", CultureInfo.InvariantCulture)}, want at most 0xff");
        return null;
    }

    private static byte? Component(ConfigSection section, string key) => (byte?)section.Integer(key, 0, byte.MaxValue);
}
