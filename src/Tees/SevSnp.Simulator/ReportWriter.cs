// SPDX-License-Identifier: Apache-2.0

using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;
using Layout = Attestation.SevSnp.Wire.AttestationReportLayout;

namespace Attestation.SevSnp.Simulator;

/// <summary>Writes and signs reports, as the secure processor's firmware does.</summary>
internal static class ReportWriter
{
    private const int VlekShift = 2;

    /// <param name="machine">What the report says.</param>
    /// <param name="chipId">The chip's id, 64 bytes.</param>
    /// <param name="reportData">64 bytes.</param>
    /// <param name="key">VCEK or VLEK.</param>
    public static byte[] Write(SimulatedSnpOptions machine, ReadOnlySpan<byte> chipId, ReadOnlySpan<byte> reportData, SimulatedKey key)
    {
        byte[] report = new byte[Layout.Size];
        WriteGuest(report, machine, reportData);
        WritePlatform(report, machine, chipId);
        Apply(machine.Report.Patches, report);
        SignatureWriter.Write(machine.Report.Signature, report.AsSpan(0, Layout.Signature.Offset), key)
            .CopyTo(report.AsSpan(Layout.Signature.Offset));
        Apply(machine.Report.Tampers, report);
        Array.Resize(ref report, machine.Report.Length ?? report.Length);
        return report;
    }

    private static void WriteGuest(byte[] report, SimulatedSnpOptions machine, ReadOnlySpan<byte> reportData)
    {
        ReportOptions options = machine.Report;
        report.Put(Layout.Version, options.Version);
        report.Put(Layout.GuestSvn, options.GuestSvn);
        report.Put(Layout.Policy, options.Policy);
        report.Put(Layout.FamilyId, options.FamilyId.Span);
        report.Put(Layout.ImageId, options.ImageId.Span);
        report.Put(Layout.Vmpl, options.Vmpl);
        report.Put(Layout.SignatureAlgo, options.SignatureAlgo);
        report.Put(Layout.KeyInfo, options.KeyInfo ?? KeyInfoOf(machine));
        report.Put(Layout.ReportData, reportData);
        report.Put(Layout.Measurement, options.Measurement.Span);
        report.Put(Layout.HostData, options.HostData.Span);
        report.Put(Layout.IdKeyDigest, options.IdKeyDigest.Span);
        report.Put(Layout.AuthorKeyDigest, options.AuthorKeyDigest.Span);
        report.Put(Layout.ReportId, new SimulatedKeys(machine.Seed).Bytes(32, "amd/report-id"));
        report.AsSpan(Layout.ReportIdMa.Offset, Layout.ReportIdMa.Length).Fill(0xff);
    }

    private static void WritePlatform(byte[] report, SimulatedSnpOptions machine, ReadOnlySpan<byte> chipId)
    {
        ReportOptions options = machine.Report;
        TcbGeneration generation = machine.Product.Generation;
        FirmwareVersion current = options.CurrentFirmware ?? options.CommittedFirmware;
        report.Put(Layout.CurrentTcb, (options.Current ?? options.Committed).In(generation).Bits);
        report.Put(Layout.PlatformInfo, options.PlatformInfo);
        report.Put(Layout.ReportedTcb, (options.Reported ?? options.Committed).In(generation).Bits);
        report.Put(Layout.CommittedTcb, options.Committed.In(generation).Bits);
        report.Put(Layout.LaunchTcb, (options.Launch ?? options.Committed).In(generation).Bits);
        report.Put(Layout.ChipId, options.ChipId is { } other ? other.Span : machine.Kind == VekKind.Vlek ? new byte[64] : chipId);
        report.Put(Layout.CurrentMajor, current.Major);
        report.Put(Layout.CurrentMinor, current.Minor);
        report.Put(Layout.CurrentBuild, current.Build);
        report.Put(Layout.CommittedMajor, options.CommittedFirmware.Major);
        report.Put(Layout.CommittedMinor, options.CommittedFirmware.Minor);
        report.Put(Layout.CommittedBuild, options.CommittedFirmware.Build);
        if (options.Version >= 3)
        {
            (byte family, byte model, byte stepping) = options.Cpuid ?? CpuidOf(machine.Product);
            report.Put(Layout.CpuidFamId, family);
            report.Put(Layout.CpuidModId, model);
            report.Put(Layout.CpuidStep, stepping);
        }

        if (options.Version >= 5)
        {
            report.Put(Layout.LaunchMitVector, options.LaunchMitVector);
            report.Put(Layout.CurrentMitVector, options.CurrentMitVector);
        }
    }

    private static uint KeyInfoOf(SimulatedSnpOptions machine)
    {
        uint author = machine.Report.AuthorKeyDigest.Span.ContainsAnyExcept((byte)0) ? 1u : 0;
        return author | (machine.Kind == VekKind.Vlek ? 1u << VlekShift : 0);
    }

    private static (byte Family, byte Model, byte Stepping) CpuidOf(SnpProduct product) =>
        product == SnpProduct.Turin ? ((byte)0x1a, (byte)0x02, (byte)1)
        : product == SnpProduct.Genoa ? ((byte)0x19, (byte)0x11, (byte)1)
        : ((byte)0x19, (byte)0x01, (byte)1);

    private static void Apply(IEnumerable<Patch> patches, byte[] report)
    {
        foreach (Patch patch in patches)
        {
            patch.ApplyTo(report);
        }
    }
}
