// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>Honest machines under the policy that leaves no rule out, and under those that do.</summary>
public sealed class HonestMachineTests
{
    private static readonly byte[] KeyDigest = [.. Enumerable.Repeat((byte)0x1d, 48)];

    public static TheoryData<string, uint, VekKind> Forms
    {
        get
        {
            TheoryData<string, uint, VekKind> forms = [];
            foreach (SnpProduct product in SnpProduct.All)
            {
                foreach (uint version in new uint[] { 2, 3, 4, 5 })
                {
                    forms.Add(product.Name, version, VekKind.Vcek);
                    forms.Add(product.Name, version, VekKind.Vlek);
                }
            }

            return forms;
        }
    }

    [Fact]
    [Rule("SNP-FMT-01", Outcome.Pass), Rule("SNP-FMT-02", Outcome.Pass), Rule("SNP-FMT-03", Outcome.Pass), Rule("SNP-FMT-04", Outcome.Pass)]
    [Rule("SNP-FMT-05", Outcome.Pass), Rule("SNP-FMT-06", Outcome.Pass), Rule("SNP-FMT-07", Outcome.Pass), Rule("SNP-FMT-08", Outcome.Pass)]
    [Rule("SNP-FMT-09", Outcome.Pass), Rule("SNP-FMT-10", Outcome.Pass), Rule("SNP-ARK-01", Outcome.Pass), Rule("SNP-ARK-02", Outcome.Pass)]
    [Rule("SNP-ARK-03", Outcome.Pass), Rule("SNP-ARK-04", Outcome.Pass), Rule("SNP-ARK-05", Outcome.Pass), Rule("SNP-ARK-06", Outcome.Pass)]
    [Rule("SNP-CRL-01", Outcome.Pass), Rule("SNP-CRL-02", Outcome.Pass), Rule("SNP-CRL-03", Outcome.Pass), Rule("SNP-VEK-01", Outcome.Pass)]
    [Rule("SNP-VEK-02", Outcome.Pass), Rule("SNP-VEK-03", Outcome.Pass), Rule("SNP-VEK-04", Outcome.Pass), Rule("SNP-VEK-05", Outcome.Pass)]
    [Rule("SNP-VEK-06", Outcome.Pass), Rule("SNP-VEK-07", Outcome.Pass), Rule("SNP-VEK-08", Outcome.Pass), Rule("SNP-VEK-09", Outcome.Pass)]
    [Rule("SNP-RPT-01", Outcome.Pass), Rule("SNP-RPT-02", Outcome.Pass), Rule("SNP-PRD-01", Outcome.Pass), Rule("SNP-KEY-01", Outcome.Pass)]
    [Rule("SNP-TCB-01", Outcome.Pass), Rule("SNP-TCB-02", Outcome.Pass), Rule("SNP-TCB-03", Outcome.Pass), Rule("SNP-TCB-04", Outcome.Pass)]
    [Rule("SNP-MIT-01", Outcome.Pass), Rule("SNP-MIT-02", Outcome.Pass), Rule("SNP-GPO-01", Outcome.Pass), Rule("SNP-GPO-02", Outcome.Pass)]
    [Rule("SNP-GPO-03", Outcome.Pass), Rule("SNP-GPO-04", Outcome.Pass), Rule("SNP-GPO-05", Outcome.Pass), Rule("SNP-GPO-06", Outcome.Pass)]
    [Rule("SNP-GPO-07", Outcome.Pass), Rule("SNP-PLI-01", Outcome.Pass), Rule("SNP-PLI-02", Outcome.Pass), Rule("SNP-VMP-01", Outcome.Pass)]
    [Rule("SNP-IDB-01", Outcome.Pass), Rule("SNP-IDB-02", Outcome.Pass), Rule("SNP-IDB-03", Outcome.Pass), Rule("SNP-REF-01", Outcome.Pass)]
    [Rule("SNP-RPD-01", Outcome.Pass), Rule("SNP-PLT-01", Outcome.Pass)]
    public void An_honest_machine_under_a_policy_that_asks_everything_passes_every_rule()
    {
        AttestationResult result = EveryForm().AppraiseUnder(AskingEverything);

        ResultVerdict.Passes(result);
        Assert.Equal(SevSnpRules.All, result.Checks.Select(check => check.Rule).OrderBy(rule => SevSnpRules.All.IndexOf(rule)));
        Assert.All(
            result.Checks, check => Assert.Equal(check.Rule == SevSnpRules.CspId ? Outcome.NotEvaluated : Outcome.Pass, check.Outcome));
    }

    [Fact]
    [Rule("SNP-KEY-02", Outcome.Pass)]
    public void A_provider_that_the_policy_names_passes() =>
        ResultVerdict.Passes(Machines.Create(Machines.Options(kind: VekKind.Vlek)).AppraiseUnder(snp => snp with { CspIds = ["CN=simulated.invalid"] }));

    [Theory, MemberData(nameof(Forms))]
    public void Every_product_version_and_key_passes_and_is_called_simulated(string product, uint version, VekKind kind)
    {
        SimulatedSnpMachine machine = Machines.Create(Machines.Options(SnpProduct.OfName(product), kind).WithReport(report => report with { Version = version }));
        AttestationResult result = machine.Appraise();

        ResultVerdict.Passes(result);
        Assert.True(result.Simulated);
        Assert.Equal($"report-v{version}", Assert.Single(result.Evidences).Format);
        Assert.Equal(
            machine.Endorsements.All.Select(each => each.Name + each.Suffix).Order(),
            result.Endorsements.Select(each => each.Name + each.Suffix).Order());
        Assert.True(result.TryGetClaims(out Claims? claims));
        Assert.True(claims.TryGet("product", out ClaimValue? claimed));
        Assert.Equal(product, claimed);
    }

    [Fact]
    public void What_the_policy_does_not_ask_is_not_evaluated() =>
        Assert.Equal(
            [
                "SNP-FMT-10", "SNP-KEY-02", "SNP-TCB-03", "SNP-TCB-04", "SNP-MIT-01", "SNP-MIT-02", "SNP-GPO-05", "SNP-GPO-06", "SNP-GPO-07",
                "SNP-PLI-01", "SNP-PLI-02", "SNP-IDB-01", "SNP-IDB-02", "SNP-IDB-03", "SNP-PLT-01",
            ],
            Machines.Create().Appraise().Checks
                .Where(check => check.Outcome == Outcome.NotEvaluated)
                .OrderBy(check => SevSnpRules.All.IndexOf(check.Rule))
                .Select(check => check.Rule.Id));

    [Theory]
    [InlineData("guest-debug", "debugUnsafe")]
    [InlineData("guest-migrate-ma", "migrateMaUnsafe")]
    [InlineData("guest-reserved", "reservedBitsUnsafe")]
    [InlineData("tcb-provisional", "provisionalFirmwareUnsafe")]
    [InlineData("firmware-provisional", "provisionalFirmwareUnsafe")]
    public void What_the_policy_waives_passes_and_is_listed(string fault, string key)
    {
        SevSnpAllowances allow = new()
        {
            DebugUnsafe = key == "debugUnsafe",
            MigrateMaUnsafe = key == "migrateMaUnsafe",
            ReservedBitsUnsafe = key == "reservedBitsUnsafe",
            ProvisionalFirmwareUnsafe = key == "provisionalFirmwareUnsafe",
        };
        AttestationResult result = Machines.Faulty(fault).AppraiseUnder(snp => snp with { Allow = allow });

        ResultVerdict.Passes(result);
        Assert.Contains($"sevSnp.allow.{key}", result.Unsafe);
    }

    [Fact]
    public void A_policy_with_debug_waived_shows_the_claim()
    {
        AttestationResult result = Machines.Faulty("guest-debug").AppraiseUnder(snp => snp with { Allow = new() { DebugUnsafe = true } });

        Assert.True(result.TryGetClaims(out Claims? claims));
        Assert.True(claims.TryGet("debug", out ClaimValue? debug));
        Assert.Equal(new ClaimValue.Flag(true), debug);
    }

    // A host that gives a table, an ID block with an author key, and a guest policy that demands things.
    private static SimulatedSnpMachine EveryForm() => Machines.Create(honest => honest with
    {
        Kds = honest.Kds with { Table = [KdsDocument.Leaf, KdsDocument.CertChain, KdsDocument.Crl] },
        Report = honest.Report with { IdKeyDigest = KeyDigest, AuthorKeyDigest = KeyDigest, Policy = 0x13_0133 },
    });

    private static SevSnpPolicy AskingEverything(SevSnpPolicy snp) => snp with
    {
        CspIds = ["CN=somebody"],
        DenyChipIds = [new byte[64]],
        MinimumTcb =
        [
            new(0x19, 0x11, 1) { BootLoader = 10, Snp = 27, Microcode = 217 },
            new(0x19, null, null) { Microcode = 255 },
        ],
        MinimumTcbOf = [.. Enum.GetValues<ReportedTcb>()],
        MinimumFirmware = snp.MinimumFirmware.SetItem(SnpProduct.Genoa, new(1, 58, 3)),
        MinimumGuestAbi = new(1, 51, 0),
        MinimumGuestSvn = 3,
        Require = new(GuestPolicy: 1 << 20, Platform: 1 << 5),
        Forbid = new(GuestPolicy: 1 << 21, Platform: 1 << 7),
        RequireIdBlock = true,
        RequireAuthorKey = true,
        LaunchMitigations = 0x0a,
        CurrentMitigations = 0x0e,
        ReferenceValues = [new ReferenceValues("guest", [.. snp.ReferenceValues[0].Expected, ("idKeyDigest", [KeyDigest])])],
    };
}
