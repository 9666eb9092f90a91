// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Planning;
using Attestation.Policies;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using CsCheck;

namespace Attestation.SevSnp.Tests.Endorse;

/// <summary>What is asked of AMD's key service for a report, and what is not.</summary>
public sealed class AmdPlanTests
{
    private static readonly ImmutableArray<KdsDocument> Everything = [KdsDocument.Leaf, KdsDocument.CertChain, KdsDocument.Crl];

    [Theory]
    [InlineData("milan-v5-vcek-gcp", "Milan")]
    [InlineData("genoa-v5-vcek-routex", "Genoa")]
    [InlineData("genoa-a0-v5-vcek-lunal-a", "Genoa")]
    public void A_real_report_plans_chain_list_and_leaf_in_this_order(string name, string line)
    {
        byte[] report = Vectors.Bytes("snp", "reports", $"{name}.report.bin");
        string chipId = Convert.ToHexStringLower(report.AsSpan(0x1a0, 64));
        string tcb = Convert.ToHexStringLower(report.AsSpan(0x180, 8));
        string product = line.ToLowerInvariant();

        ImmutableArray<EndorsementRequest> plan = Plan(report);

        Assert.Equal([$"amd/{product}/cert-chain/vcek", $"amd/{product}/crl/vcek", $"amd/{product}/vcek/{chipId}/{tcb}"], plan.Select(each => each.Name));
        Assert.Equal(
            [
                $"/vcek/v1/{line}/cert_chain",
                $"/vcek/v1/{line}/crl",
                FormattableString.Invariant($"/vcek/v1/{line}/{chipId}?blSPL={report[0x180]:00}&teeSPL={report[0x181]:00}&snpSPL={report[0x186]:00}&ucodeSPL={report[0x187]:00}"),
            ],
            plan.Select(each => Assert.Single(each.Routes).Path));
        Assert.All(plan, each => Assert.Equal(("amd-kds", "https://kdsintf.amd.com"), (each.Routes[0].Host.Name, each.Routes[0].Host.PublicAddress)));
        Assert.All(plan.Skip(1), each => Assert.Equal([plan[0].Name], each.Needs));
    }

    [Fact]
    public void A_real_turin_has_eight_bytes_of_chip_id_and_an_fmc_in_its_path()
    {
        byte[] report = Vectors.Bytes("snp", "reports", "turin-v5-vcek-routex.report.bin");
        string chipId = Convert.ToHexStringLower(report.AsSpan(0x1a0, 8));

        EndorsementRequest leaf = Plan(report)[2];

        Assert.Equal(
            FormattableString.Invariant(
                $"/vcek/v1/Turin/{chipId}?fmcSPL={report[0x180]:00}&blSPL={report[0x181]:00}&teeSPL={report[0x182]:00}&snpSPL={report[0x183]:00}&ucodeSPL={report[0x187]:00}"),
            leaf.Routes[0].Path);
        Assert.StartsWith($"amd/turin/vcek/{chipId}{new string('0', 112)}/", leaf.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_vlek_is_not_served_and_its_chain_and_list_are()
    {
        ImmutableArray<EndorsementRequest> plan = Plan(Vectors.Bytes("snp", "reports", "milan-v3-vlek-aws-use2-vmpl1.report.bin"));

        Assert.Equal(["/vlek/v1/Milan/cert_chain", "/vlek/v1/Milan/crl"], plan.SelectMany(each => each.Routes).Select(each => each.Path));
        Assert.Equal("amd/milan/vlek", plan[2].Name);
        Assert.Contains("to its provider alone", plan[2].NotServed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_report_of_version_2_is_asked_about_only_where_somebody_names_its_product()
    {
        byte[] report = Vectors.Bytes("snp", "reports", "milan-v2-vcek-google.report.bin");

        EndorsementRequest nothing = Assert.Single(Plan(report));
        Assert.Contains("does not name its product", nothing.NotServed, StringComparison.Ordinal);
        Assert.Empty(nothing.Routes);
        Assert.NotNull(Assert.Single(Plan(report, SevSnpPolicy.Strict with { Products = [SnpProduct.Milan, SnpProduct.Genoa] })).NotServed);
        Assert.Equal(3, Plan(report, SevSnpPolicy.Strict with { Products = [SnpProduct.Milan] }).Length);
    }

    [Theory]
    [InlineData(VekKind.Vcek)]
    [InlineData(VekKind.Vlek)]
    public void The_leaf_of_the_hosts_table_names_the_product_of_version_2(VekKind kind)
    {
        SimulatedSnpOptions options = Machines.Options(SnpProduct.Milan, kind).WithReport(report => report with { Version = 2 });

        ImmutableArray<EndorsementRequest> plan = Plan(options with { Kds = new() { Table = [KdsDocument.Leaf] } });

        Assert.Equal([$"amd/milan/cert-chain/{(kind == VekKind.Vlek ? "vlek" : "vcek")}", $"amd/milan/crl/{(kind == VekKind.Vlek ? "vlek" : "vcek")}"], plan.Select(each => each.Name));
    }

    [Fact]
    public void A_leaf_that_the_host_gave_is_not_asked_for_unless_it_is_of_another_tcb_or_chip()
    {
        SimulatedSnpOptions tabled = Machines.Options() with { Kds = new() { Table = Everything } };

        Assert.Equal(2, Plan(tabled).Length);
        Assert.Equal(3, Plan(tabled with { Vek = new() { Tcb = new(10, 0, 27, 200) } }).Length);
        Assert.Equal(3, Plan(tabled with { Vek = new() { HwId = new byte[64] } }).Length);
        Assert.Equal(3, Plan(tabled with { Kds = new() { Table = [KdsDocument.CertChain] } }).Length);
    }

    [Fact]
    public void A_masked_chip_id_says_why_nobody_can_be_asked()
    {
        EndorsementRequest leaf = Plan(Machines.Options().WithReport(report => report with { ChipId = new byte[64] }))[2];

        Assert.Equal("amd/genoa/vcek", leaf.Name);
        Assert.Contains("masks CHIP_ID", leaf.NotServed, StringComparison.Ordinal);
        Assert.Empty(leaf.Routes);
    }

    [Fact]
    public void A_turin_with_a_longer_chip_id_is_not_asked_about() =>
        Assert.Contains(
            "more than the 8 bytes",
            Plan(Machines.Options(SnpProduct.Turin).WithReport(report => report with { ChipId = Enumerable.Repeat((byte)1, 64).ToArray() }))[2].NotServed,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("mask-chip-key")]
    [InlineData("signing-key-none")]
    [InlineData("product-unknown")]
    [InlineData("table")]
    [InlineData("short")]
    public void What_no_document_could_help_leads_to_no_request(string fault)
    {
        SimulatedSnpOptions honest = Machines.Options();
        Evidence evidence = Machines.Create(fault switch
        {
            "mask-chip-key" => honest.WithReport(report => report with { KeyInfo = 2 }),
            "signing-key-none" => honest.WithReport(report => report with { KeyInfo = 7 << 2 }),
            "product-unknown" => honest.WithReport(report => report with { Cpuid = (0x1b, 1, 0) }),
            "short" => honest.WithReport(report => report with { Length = 1183 }),
            _ => honest,
        }).Evidence;

        Assert.Empty(Plan(fault == "table" ? evidence with { Parts = evidence.Parts.Add(new("certificate-table", new byte[] { 1 })) } : evidence));
    }

    [Fact]
    public void Whatever_a_report_says_only_digits_of_it_enter_a_path()
    {
        byte[] honest = Machines.Create().Report.ToArray();
        Gen.Byte.Array[200].Sample(
            noise =>
            {
                byte[] report = [.. honest];
                noise.AsSpan(0, 8).CopyTo(report.AsSpan(0x180));
                noise.AsSpan(8, 64).CopyTo(report.AsSpan(0x1a0));
                noise.AsSpan(72, 4).CopyTo(report.AsSpan(0x48));
                report[0x189] = noise[76];
                return Plan(report).SelectMany(each => each.Routes).All(route =>
                    System.Text.RegularExpressions.Regex.IsMatch(route.Path, "^/v[cl]ek/v1/(Milan|Genoa|Turin)/(cert_chain|crl|([0-9a-f]{128}|[0-9a-f]{16})\\?([a-z]{2,5}SPL=[0-9]{2,3}&?){4,5})$"));
            },
            iter: 2000);
    }

    private static ImmutableArray<EndorsementRequest> Plan(SimulatedSnpOptions options) => Plan(Machines.Create(options).Evidence);

    private static ImmutableArray<EndorsementRequest> Plan(byte[] report, ITeePolicy? policy = null) => Plan(new Evidence("sev-snp", [new("report", report)]), policy);

    private static ImmutableArray<EndorsementRequest> Plan(Evidence evidence, ITeePolicy? policy = null) =>
        new SevSnpTee(VerifiedCache.None).PlanEndorsements(evidence, [], policy);
}
