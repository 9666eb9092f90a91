// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;
using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>Genuine reports against what a relying party asks.</summary>
public sealed class PolicyRuleTests
{
    [Fact]
    [Rule("SNP-PRD-01", Outcome.Fail)]
    public void A_product_that_the_policy_does_not_name_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { Products = [SnpProduct.Milan] }),
            SevSnpRules.Product,
            "got genoa want milan");

    [Fact]
    [Rule("SNP-KEY-01", Outcome.Fail)]
    public void A_kind_of_key_that_the_policy_does_not_name_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { SigningKeys = [VekKind.Vlek] }),
            SevSnpRules.SigningKey,
            "got vcek want vlek");

    [Fact]
    [Rule("SNP-KEY-02", Outcome.Fail)]
    public void A_provider_that_the_policy_does_not_name_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create(Machines.Options(kind: VekKind.Vlek)).AppraiseUnder(snp => snp with { CspIds = ["CN=other.invalid"] }),
            SevSnpRules.CspId,
            "got CN=simulated.invalid want CN=other.invalid");

    [Fact]
    [Rule("SNP-TCB-01", Outcome.Fail)]
    public void A_reported_tcb_ahead_of_the_committed_one_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("tcb-reported-ahead").Appraise(), SevSnpRules.TcbOrder, "REPORTED", "is ahead of COMMITTED");

    [Fact]
    [Rule("SNP-TCB-01", Outcome.Fail)]
    public void A_committed_tcb_ahead_of_the_current_one_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("tcb-committed-ahead").Appraise(), SevSnpRules.TcbOrder, "COMMITTED", "is ahead of CURRENT");

    [Fact]
    [Rule("SNP-TCB-02", Outcome.Fail)]
    public void A_provisional_tcb_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("tcb-provisional").Appraise(), SevSnpRules.TcbCommitted, "provisional firmware");

    [Fact]
    [Rule("SNP-TCB-02", Outcome.Fail)]
    public void Provisional_firmware_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("firmware-provisional").Appraise(), SevSnpRules.TcbCommitted, "current 1.59.0", "committed 1.58.3");

    [Fact]
    [Rule("SNP-TCB-03", Outcome.Fail)]
    public void A_tcb_below_the_floor_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { MinimumTcb = [new(0x19, 0x11, 1) { Microcode = 218 }] }),
            SevSnpRules.TcbMinimum,
            "reported TCB lies below the floor",
            "microcode 218");

    [Fact]
    [Rule("SNP-TCB-03", Outcome.Fail)]
    public void A_processor_that_no_floor_is_for_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { MinimumTcb = [new(0x19, 0xa0, 2)] }),
            SevSnpRules.TcbMinimum,
            "no floor of the policy is for family 0x19, model 0x11, stepping 1");

    [Fact]
    [Rule("SNP-TCB-03", Outcome.Fail)]
    public void A_launch_tcb_below_the_floor_is_refused_where_it_is_asked_for() =>
        ResultVerdict.Refuses(
            Machines.Reporting(report => report with { Launch = report.Committed with { Snp = 26 } }).AppraiseUnder(snp => snp with { MinimumTcb = [new(null, null, null) { Snp = 27 }], MinimumTcbOf = [ReportedTcb.Launch] }),
            SevSnpRules.TcbMinimum,
            "launch TCB lies below");

    [Fact]
    [Rule("SNP-TCB-04", Outcome.Fail)]
    public void Firmware_below_the_floor_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { MinimumFirmware = snp.MinimumFirmware.SetItem(SnpProduct.Genoa, new(1, 58, 4)) }),
            SevSnpRules.TcbFirmware,
            "want at least 1.58.4");

    [Fact]
    [Rule("SNP-MIT-01", Outcome.Fail)]
    public void A_mitigation_that_was_not_in_force_at_launch_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { LaunchMitigations = 0x04 }), SevSnpRules.MitLaunch, "0x4 is not in force");

    [Fact]
    [Rule("SNP-MIT-02", Outcome.Fail)]
    public void A_mitigation_that_is_not_in_force_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { CurrentMitigations = 0x10 }),
            SevSnpRules.MitCurrent,
            "0x10 is not in force");

    [Fact]
    [Rule("SNP-MIT-02", Outcome.Fail)]
    public void A_report_without_mitigation_vectors_is_refused_where_one_is_asked_for() =>
        ResultVerdict.Refuses(
            Machines.Reporting(report => report with { Version = 3 }).AppraiseUnder(snp => snp with { CurrentMitigations = 0 }),
            SevSnpRules.MitCurrent,
            "version 3 has no mitigation vectors");

    [Fact]
    [Rule("SNP-GPO-01", Outcome.Fail)]
    public void A_guest_under_debug_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("guest-debug").Appraise(), SevSnpRules.GpoDebug, "DEBUG is set");

    [Fact]
    [Rule("SNP-GPO-02", Outcome.Fail)]
    public void A_guest_that_can_be_migrated_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("guest-migrate-ma").Appraise(), SevSnpRules.GpoMigrateMa, "MIGRATE_MA is set");

    [Fact]
    [Rule("SNP-GPO-03", Outcome.Fail)]
    public void A_guest_policy_without_bit_17_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("guest-bit-17").Appraise(), SevSnpRules.GpoMustBeOne, "bit 17 is zero");

    [Fact]
    [Rule("SNP-GPO-04", Outcome.Fail)]
    public void A_reserved_bit_of_the_guest_policy_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("guest-reserved").Appraise(), SevSnpRules.GpoReserved, "0x8000000000000000");

    [Fact]
    [Rule("SNP-GPO-05", Outcome.Fail)]
    public void A_guest_that_demands_an_older_abi_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { MinimumGuestAbi = new(1, 51, 0) }),
            SevSnpRules.GpoAbi,
            "got ABI 0.0 want at least 1.51");

    [Fact]
    [Rule("SNP-GPO-06", Outcome.Fail)]
    public void A_bit_that_the_policy_requires_must_be_set() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { Require = new(GuestPolicy: 1 << 20, Platform: 0) }),
            SevSnpRules.GpoRequired,
            "singleSocket is not set");

    [Fact]
    [Rule("SNP-GPO-07", Outcome.Fail)]
    public void A_bit_that_the_policy_forbids_must_be_clear() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { Forbid = new(GuestPolicy: 1 << 16, Platform: 0) }),
            SevSnpRules.GpoForbidden,
            "smt is set");

    [Fact]
    [Rule("SNP-PLI-01", Outcome.Fail)]
    public void A_property_that_the_policy_requires_must_be_in_force() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { Require = new(GuestPolicy: 0, Platform: 1 << 6) }),
            SevSnpRules.PliRequired,
            "iommuWriteSafe is not set");

    [Fact]
    [Rule("SNP-PLI-02", Outcome.Fail)]
    public void A_property_that_the_policy_forbids_must_not_be_in_force() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { Forbid = new(GuestPolicy: 0, Platform: 1) }),
            SevSnpRules.PliForbidden,
            "smtEnabled is set");

    [Fact]
    [Rule("SNP-VMP-01", Outcome.Fail)]
    public void A_privilege_level_that_the_policy_does_not_name_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("guest-vmpl-1").Appraise(), SevSnpRules.Vmpl, "got VMPL 1 want VMPL 0");

    [Fact]
    [Rule("SNP-IDB-01", Outcome.Fail)]
    public void A_guest_svn_below_the_floor_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { MinimumGuestSvn = 4 }), SevSnpRules.GuestSvn, "GUEST_SVN is 3");

    [Fact]
    [Rule("SNP-IDB-02", Outcome.Fail)]
    public void A_guest_without_id_block_is_refused_where_one_is_asked_for() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { RequireIdBlock = true }), SevSnpRules.IdBlock, "without an ID block");

    [Fact]
    [Rule("SNP-IDB-03", Outcome.Fail)]
    public void A_guest_without_author_key_is_refused_where_one_is_asked_for() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { RequireAuthorKey = true }), SevSnpRules.AuthorKey, "no author key");

    [Fact]
    [Rule("SNP-REF-01", Outcome.Fail)]
    public void A_measurement_that_is_not_expected_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("measurement").Appraise(), SevSnpRules.ReferenceValues, "is not among 1 reference value");

    [Fact]
    [Rule("SNP-REF-01", Outcome.Fail)]
    public void A_policy_without_reference_values_passes_nothing() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { ReferenceValues = [] }),
            SevSnpRules.ReferenceValues,
            "no reference values");

    [Fact]
    [Rule("SNP-RPD-01", Outcome.Fail)]
    public void A_report_made_for_something_else_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-data").Appraise(), SevSnpRules.ReportData, "made for something else");

    [Fact]
    [Rule("SNP-PLT-01", Outcome.Fail)]
    public void A_denied_chip_is_refused() =>
        ResultVerdict.Refuses(
            Machines.Create().AppraiseUnder(snp => snp with { DenyChipIds = [Machines.Create().ChipId] }),
            SevSnpRules.Platform,
            "platform-denied");

    [Fact]
    [Rule("SNP-PLT-01", Outcome.Fail)]
    public void A_masked_chip_id_cannot_be_compared_with_denied_ones() =>
        ResultVerdict.Refuses(
            Machines.Create(Machines.Options(kind: VekKind.Vlek)).AppraiseUnder(snp => snp with { DenyChipIds = [new byte[64]] }),
            SevSnpRules.Platform,
            "cannot be compared");
}
