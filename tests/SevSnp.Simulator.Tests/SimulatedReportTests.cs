// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Simulator.Tests;

public sealed class SimulatedReportTests
{
    [Fact]
    public void The_platform_verifies_a_reports_signature()
    {
        SimulatedSnpMachine machine = Machines.Create(Machines.Honest());
        byte[] report = machine.Report.ToArray();
        byte[] signature = [.. report.AsSpan(0x2a0, 48).ToArray().Reverse(), .. report.AsSpan(0x2e8, 48).ToArray().Reverse()];
        using X509Certificate2 leaf = X509CertificateLoader.LoadCertificate(machine.Pki.Leaf.Der.Span);
        using ECDsa key = leaf.GetECDsaPublicKey()!;

        Assert.True(key.VerifyData(report.AsSpan(0, 0x2a0), signature, HashAlgorithmName.SHA384));
    }

    [Fact]
    public void Machines_of_one_seed_are_one_chip_and_of_two_seeds_two()
    {
        ReadOnlySpan<byte> first = Machines.Create(Machines.Honest()).ChipId.Span;

        Assert.True(first.SequenceEqual(Machines.Create(Machines.Honest()).ChipId.Span));
        Assert.False(first.SequenceEqual(Machines.Create(Machines.Honest() with { Seed = null }).ChipId.Span));
    }

    [Theory]
    [InlineData("milan", 64)]
    [InlineData("turin", 8)]
    public void Turin_uses_eight_bytes_of_its_chip_id(string product, int used)
    {
        ReadOnlySpan<byte> chipId = Machines.Create(Machines.Honest(SnpProduct.OfName(product))).ChipId.Span;

        Assert.Equal(used, chipId.Length - (chipId[used..].ContainsAnyExcept((byte)0) ? 0 : chipId.Length - used));
        Assert.True(chipId[..used].ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void New_evidence_covers_what_it_is_asked_to()
    {
        byte[] reportData = RandomNumberGenerator.GetBytes(64);
        Evidence evidence = Machines.Create(Machines.Honest()).Attest(reportData);

        Assert.True(AttestationReport.TryParse(evidence.Parts[0].Bytes, out AttestationReport? report, out _));
        Assert.Equal(reportData, report.ReportData.ToArray());
    }

    [Fact]
    public void Files_are_evidence_policy_and_each_endorsement_at_its_name()
    {
        SimulatedSnpMachine machine = Machines.Create(each => each with { Kds = new() { Table = [KdsDocument.Leaf] } });

        Assert.Equal(
            ["report.bin", "certificate-table.bin", "policy.json", .. machine.Endorsements.All.Select(each => $"endorsements/{each.Name}{each.Suffix}")],
            machine.Files().Select(each => each.Path));
    }
}
