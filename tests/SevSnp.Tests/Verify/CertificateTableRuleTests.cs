// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>Certificates that the host hands out beside the report: evidence, never trusted by themselves.</summary>
public sealed class CertificateTableRuleTests
{
    private static readonly ImmutableArray<KdsDocument> All = [KdsDocument.Leaf, KdsDocument.CertChain, KdsDocument.Crl];

    [Theory]
    [InlineData(VekKind.Vcek, 5u)]
    [InlineData(VekKind.Vlek, 5u)]
    [InlineData(VekKind.Vcek, 2u)]
    [InlineData(VekKind.Vlek, 2u)]
    public void A_table_with_everything_stands_in_for_all_endorsements(VekKind kind, uint version)
    {
        SimulatedSnpOptions honest = Machines.Options(SnpProduct.Genoa, kind).WithReport(report => report with { Version = version });
        AttestationResult result = Machines.Create(honest with { Kds = new() { Withheld = All, Table = All } }).Appraise();

        ResultVerdict.Passes(result);
        EndorsementUse crl = Assert.Single(result.Endorsements);
        Assert.Equal("certificate table", crl.Source);
    }

    [Fact]
    public void A_table_with_the_leaf_alone_needs_the_chain_from_elsewhere()
    {
        KdsOptions kds = new() { Withheld = [KdsDocument.Leaf], Table = [KdsDocument.Leaf] };

        ResultVerdict.Passes(Machines.Create(honest => honest with { Kds = kds }).Appraise());
        ResultVerdict.Refuses(
            Machines.Create(honest => honest with { Kds = kds with { Withheld = [KdsDocument.Leaf, KdsDocument.CertChain] } }).Appraise(), SevSnpRules.ArkPresent);
    }

    [Fact]
    public void An_endorsement_goes_before_the_table()
    {
        // The table's leaf is broken; nobody looks at it.
        SimulatedSnpMachine machine = Machines.Create(honest => honest with { Kds = new() { Table = [KdsDocument.Leaf], TableTampers = [new(60, new byte[8])] } });

        ResultVerdict.Passes(machine.Appraise());
    }

    [Fact]
    public void A_chain_in_the_table_under_a_root_that_nobody_trusts_is_refused()
    {
        SimulatedSnpMachine machine = Machines.Create(honest => honest with
        {
            Kds = new() { Withheld = All, Table = All },
            Pki = honest.Pki with { HasOtherRoot = true },
        });

        ResultVerdict.Refuses(machine.Appraise(), SevSnpRules.ArkRoot);
    }

    [Fact]
    public void An_empty_table_is_no_table()
    {
        SimulatedSnpMachine machine = Machines.Create();
        foreach (byte[] empty in (byte[][])[[], new byte[24], new byte[16384]])
        {
            Evidence evidence = machine.Evidence with { Parts = machine.Evidence.Parts.Add(new("certificate-table", empty)) };
            ResultVerdict.Passes(new SevSnpTee(VerifiedCache.None).Appraise(evidence, machine.Endorsements, machine.Policy(null), Machines.Now));
        }
    }

    [Fact]
    public void Of_several_vleks_the_one_that_signed_is_taken()
    {
        SimulatedSnpOptions honest = Machines.Options(SnpProduct.Genoa, VekKind.Vlek);
        SimulatedSnpMachine machine = Machines.Create(honest);
        SimulatedSnpMachine older = Machines.Create(honest with { Vek = new() { Tcb = new(10, 0, 27, 200) } });
        SimulatedSnpMachine other = Machines.Create(honest with { Seed = "another provider" });
        Endorsements all = new([.. older.Endorsements.All, .. other.Endorsements.All, .. machine.Endorsements.All]);
        AttestationResult result = new SevSnpTee(VerifiedCache.None).Appraise(machine.Evidence, all, machine.Policy(null), Machines.Now);

        ResultVerdict.Passes(result);
    }
}
