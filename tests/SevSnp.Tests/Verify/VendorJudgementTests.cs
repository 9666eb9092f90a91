// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.Planning;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;
using CsCheck;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>Which of AMD's documents a cache may let in and give out, without a report beside them.</summary>
public sealed class VendorJudgementTests
{
    [Theory]
    [InlineData("milan", VekKind.Vcek)]
    [InlineData("genoa", VekKind.Vlek)]
    [InlineData("turin", VekKind.Vcek)]
    public void Honest_documents_are_valid_within_their_dates_and_not_outside(string product, VekKind kind)
    {
        SimulatedSnpMachine machine = Machines.Create(Machines.Options(SnpProduct.OfName(product), kind));
        foreach (Endorsement each in machine.Endorsements.All)
        {
            EndorsementVerdict verdict = Judge(machine, each.Name);
            Assert.Null(verdict.Wrong);
            Assert.Equal(EndorsementState.Valid, verdict.At(Machines.Now));
            Assert.Equal(EndorsementState.Expired, verdict.At(Machines.Now.AddYears(30)));
            Assert.Equal(EndorsementState.NotYetValid, verdict.At(Machines.Now.AddYears(-30)));
        }
    }

    [Fact]
    public void A_chain_and_a_list_may_be_issued_anew_and_a_leaf_is_for_life()
    {
        SimulatedSnpMachine machine = Machines.Create();

        Assert.Equal(
            [(".crl", true), (".der", false), (".pem", true)],
            machine.Endorsements.All.OrderBy(each => each.Suffix).Select(each => (each.Suffix, Judge(machine, each.Name).IsReissued)));
    }

    [Theory]
    [InlineData("leaf-signature", ".der", "not issued by")]
    [InlineData("leaf-by-sibling", ".der", "not issued by")]
    [InlineData("leaf-by-ark", ".der", "not issued by")]
    [InlineData("leaf-common-name", ".der", "common name")]
    [InlineData("leaf-key", ".der", "P-384")]
    [InlineData("leaf-garbled", ".der", "")]
    [InlineData("leaf-without-snp", ".der", "snpSPL")]
    [InlineData("leaf-product", ".der", "Milan")]
    [InlineData("leaf-tcb", ".der", "want amd/genoa/vcek/")]
    [InlineData("leaf-chip", ".der", "want amd/genoa/vcek/")]
    [InlineData("crl-issuer", ".crl", "not issued by")]
    [InlineData("crl-by-issuer", ".crl", "not issued by")]
    [InlineData("crl-signature", ".crl", "not issued by")]
    [InlineData("crl-without-number", ".crl", "CRLNumber")]
    [InlineData("cert-chain-reordered", ".pem", "common name")]
    [InlineData("cert-chain-three", ".pem", "")]
    [InlineData("ark-signature", ".pem", "not issued by")]
    [InlineData("issuer-signature", ".pem", "not issued by")]
    [InlineData("cert-chain-missing", ".der", "by which it could be judged")]
    [InlineData("cert-chain-missing", ".crl", "by which it could be judged")]
    public void What_the_appraisal_would_refuse_is_refused(string fault, string suffix, string because)
    {
        SimulatedSnpMachine machine = Machines.Faulty(fault);
        string name = machine.Endorsements.All.Single(each => each.Suffix == suffix).Name;

        Assert.Contains(because, Judge(machine, name).Wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leaf-expired", ".der", EndorsementState.Expired)]
    [InlineData("issuer-expired", ".der", EndorsementState.Expired)]
    [InlineData("issuer-expired", ".pem", EndorsementState.Expired)]
    [InlineData("ark-expired", ".crl", EndorsementState.Expired)]
    [InlineData("crl-expired", ".crl", EndorsementState.Expired)]
    [InlineData("crl-future", ".crl", EndorsementState.NotYetValid)]
    public void What_is_out_of_date_is_genuine_and_says_so(string fault, string suffix, EndorsementState state)
    {
        SimulatedSnpMachine machine = Machines.Faulty(fault);
        string name = machine.Endorsements.All.Single(each => each.Suffix == suffix).Name;

        Assert.Equal(state, Judge(machine, name).At(Machines.Now));
    }

    [Fact]
    public void Under_the_pinned_roots_alone_nothing_simulated_is_authentic()
    {
        SimulatedSnpMachine machine = Machines.Create();

        Assert.All(machine.Endorsements.All, each => Assert.Contains("neither pinned nor named", Judge(each.Name, machine.Endorsements, []).Wrong, StringComparison.Ordinal));
    }

    [Fact]
    public void No_flipped_bit_and_no_cut_of_a_leaf_or_list_is_authentic()
    {
        SimulatedSnpMachine machine = Machines.Create();
        Endorsement[] documents = [.. machine.Endorsements.All.Where(each => each.Suffix != ".pem")];
        Gen.Select(Gen.Int[0, documents.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, 7], Gen.Bool).Sample(
            (which, at, bit, cut) =>
            {
                Endorsement honest = documents[which];
                byte[] bytes = honest.Bytes.ToArray();
                at %= bytes.Length;
                bytes[at] ^= (byte)(1 << bit);
                Endorsement damaged = new(honest.Name, honest.Suffix, cut ? bytes.AsMemory(0, at) : bytes);
                return Judge(honest.Name, new([damaged, .. machine.Endorsements.All]), [machine.RootSpkiSha256]).Wrong is not null;
            },
            iter: 400);
    }

    [Fact]
    public void A_leaf_under_anothers_name_is_refused()
    {
        SimulatedSnpMachine machine = Machines.Create();
        Endorsement leaf = machine.Endorsements.All.Single(each => each.Suffix == ".der");
        string other = AmdKds.Vcek(SnpProduct.Genoa, machine.ChipId.Span, new TcbVersion(1, TcbGeneration.Milan));
        Endorsements swapped = new([new Endorsement(other, ".der", leaf.Bytes), .. machine.Endorsements.All]);

        Assert.Equal($"is {leaf.Name}, want {other}", Judge(other, swapped, [machine.RootSpkiSha256]).Wrong);
    }

    [Fact]
    public void A_vlek_is_named_by_its_own_bytes()
    {
        SimulatedSnpMachine machine = Machines.Create(Machines.Options(kind: VekKind.Vlek));
        Endorsement leaf = machine.Endorsements.All.Single(each => each.Suffix == ".der");
        string other = AmdKds.Vlek(SnpProduct.Genoa, SHA256.HashData("another"u8));
        Endorsements swapped = new([new Endorsement(other, ".der", leaf.Bytes), .. machine.Endorsements.All]);

        Assert.Equal($"is {leaf.Name}, want {other}", Judge(other, swapped, [machine.RootSpkiSha256]).Wrong);
    }

    [Theory]
    [InlineData("milan-v5-vcek-gcp", "milan", "2026-06-01T00:00:00Z")]
    [InlineData("genoa-a0-v5-vcek-lunal-a", "genoa", "2026-03-19T00:00:00Z")]
    [InlineData("turin-v5-vcek-routex", "turin", "2026-03-01T00:00:00Z")]
    public void A_real_vcek_and_its_chain_are_authentic_answers_to_the_plan_of_its_report(string name, string product, string time)
    {
        Evidence evidence = new("sev-snp", [new("report", Vectors.Bytes("snp", "reports", $"{name}.report.bin"))]);
        ImmutableArray<EndorsementRequest> plan = new SevSnpTee(VerifiedCache.None).PlanEndorsements(evidence, []);
        Endorsement chain = new(plan[0].Name, ".pem", PemOf(Vectors.Bytes("snp", "roots", $"ask-{product}.der"), Vectors.Bytes("snp", "roots", $"ark-{product}.der")));
        Endorsement leaf = new(plan[2].Name, ".der", Vectors.Bytes("snp", "certs", $"{name}.vcek.der"));
        Assert.True(UtcTime.TryRead(time, out DateTimeOffset at));

        Assert.All([chain.Name, leaf.Name], each => Assert.Equal((null, EndorsementState.Valid), Said(Judge(each, new(chain, leaf), []), at)));
    }

    [Theory]
    [InlineData("milan", "ark-milan-20220509", 3)]
    [InlineData("genoa", "ark-genoa-20221031", 2)]
    public void A_real_list_is_authentic_and_expired_long_ago(string product, string file, int number)
    {
        Endorsement chain = new(
            $"amd/{product}/cert-chain/vcek", ".pem", PemOf(Vectors.Bytes("snp", "roots", $"ask-{product}.der"), Vectors.Bytes("snp", "roots", $"ark-{product}.der")));
        Endorsement list = new($"amd/{product}/crl/vcek", ".crl", Vectors.Bytes("snp", "crl", $"{file}.crl"));

        EndorsementVerdict verdict = Judge(list.Name, new(chain, list), []);

        Assert.Equal((null, EndorsementState.Expired), Said(verdict, Machines.Now));
        Assert.Equal(number, verdict.Number);
    }

    [Fact]
    public void Genoas_revoked_ask_never_takes_the_place_of_its_successor()
    {
        static Endorsement Chain(string ask) => new("amd/genoa/cert-chain/vcek", ".pem", PemOf(Vectors.Bytes("snp", "roots", ask), Vectors.Bytes("snp", "roots", "ark-genoa.der")));
        EndorsementVerdict first = Judge("amd/genoa/cert-chain/vcek", new(Chain("ask-genoa-revoked-20001.der")), []);
        EndorsementVerdict second = Judge("amd/genoa/cert-chain/vcek", new(Chain("ask-genoa.der")), []);

        Assert.Null(first.Wrong);
        Assert.True(second.MayReplace(first));
        Assert.False(first.MayReplace(second));
    }

    private static (string? Wrong, EndorsementState State) Said(EndorsementVerdict verdict, DateTimeOffset at) => (verdict.Wrong, verdict.At(at));

    private static byte[] PemOf(params byte[][] ders) => System.Text.Encoding.ASCII.GetBytes(string.Join('\n', ders.Select(der => PemEncoding.WriteString("CERTIFICATE", der))));

    private static EndorsementVerdict Judge(SimulatedSnpMachine machine, string name) => Judge(name, machine.Endorsements, [machine.RootSpkiSha256]);

    private static EndorsementVerdict Judge(string name, Endorsements atHand, ImmutableArray<ReadOnlyMemory<byte>> rootsUnsafe) =>
        new SevSnpTee(VerifiedCache.None).JudgeEndorsement(name, atHand, rootsUnsafe);
}
