// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>What a report must look like before anything is believed of it.</summary>
public sealed class FormatRuleTests
{
    [Fact]
    [Rule("SNP-FMT-01", Outcome.Fail)]
    public void A_report_that_is_a_byte_short_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-short").Appraise(), SevSnpRules.FmtLength, "got 1183 bytes, want 1184");

    [Fact]
    [Rule("SNP-FMT-01", Outcome.Fail)]
    public void A_report_with_a_byte_too_many_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-long").Appraise(), SevSnpRules.FmtLength, "got 1185 bytes, want 1184");

    [Fact]
    [Rule("SNP-FMT-02", Outcome.Fail)]
    public void A_report_of_version_1_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-version-1").Appraise(), SevSnpRules.FmtVersion, "got 1, want 2 to 5");

    [Fact]
    [Rule("SNP-FMT-02", Outcome.Fail)]
    public void A_report_of_an_unknown_version_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-version-6").Appraise(), SevSnpRules.FmtVersion, "got 6, want 2 to 5");

    [Fact]
    [Rule("SNP-FMT-03", Outcome.Fail)]
    public void Another_signature_algorithm_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-algorithm").Appraise(), SevSnpRules.FmtAlgorithm, "got 2, want 1");

    [Fact]
    [Rule("SNP-FMT-04", Outcome.Fail)]
    public void A_reserved_byte_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-reserved").Appraise(), SevSnpRules.FmtReserved, "Reserved5");

    [Fact]
    [Rule("SNP-FMT-04", Outcome.Fail)]
    public void A_field_that_the_version_does_not_have_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-cpuid-in-v2").Appraise(), SevSnpRules.FmtReserved, "CpuidFamId");

    [Fact]
    [Rule("SNP-FMT-05", Outcome.Fail)]
    public void A_reserved_bit_of_the_key_information_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-key-info-reserved").Appraise(), SevSnpRules.FmtKeyInfo, "got 0x20");

    [Fact]
    [Rule("SNP-FMT-06", Outcome.Fail)]
    public void A_masked_signature_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-mask-chip-key").Appraise(), SevSnpRules.FmtMaskChipKey, "masked the signature");

    [Fact]
    [Rule("SNP-FMT-07", Outcome.Fail)]
    public void A_report_without_signing_key_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signing-key-none").Appraise(), SevSnpRules.FmtSigningKey, "no signing key");

    [Fact]
    [Rule("SNP-FMT-07", Outcome.Fail)]
    public void A_key_of_which_no_certificate_exists_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signing-key-chip-secret").Appraise(), SevSnpRules.FmtSigningKey, "VCEK from the chip secret");

    [Fact]
    [Rule("SNP-FMT-08", Outcome.Fail)]
    public void A_report_that_the_host_asked_for_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-vmpl-host").Appraise(), SevSnpRules.FmtVmpl, "the host asked for this report");

    [Fact]
    [Rule("SNP-FMT-08", Outcome.Fail)]
    public void A_privilege_level_that_does_not_exist_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-vmpl-4").Appraise(), SevSnpRules.FmtVmpl, "VMPL is 4");

    [Fact]
    [Rule("SNP-FMT-09", Outcome.Fail)]
    public void A_processor_that_is_not_known_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-product-unknown").Appraise(), SevSnpRules.FmtProduct, "family 0x1b, model 0x01");

    [Fact]
    [Rule("SNP-FMT-10", Outcome.Fail)]
    public void A_table_that_points_outside_itself_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("table-garbled").Appraise(), SevSnpRules.FmtCertificateTable, "entry 0", "the table at");

    [Fact]
    [Rule("SNP-RPT-01", Outcome.Fail)]
    public void R_plus_the_order_is_refused_although_it_is_the_same_number() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-r-order").Appraise(), SevSnpRules.SignatureForm, "RTop");

    [Fact]
    [Rule("SNP-RPT-01", Outcome.Fail)]
    public void A_byte_behind_the_signature_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-tail").Appraise(), SevSnpRules.SignatureForm, "Reserved");

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void A_flipped_bit_of_the_signature_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void A_report_that_another_key_signed_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-stranger").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void Exchanged_numbers_are_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-swapped").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void Big_endian_numbers_are_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-big-endian").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void R_of_zero_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-zero-r").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void S_of_zero_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-signature-zero-s").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-RPT-02", Outcome.Fail)]
    public void A_measurement_that_was_never_signed_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("report-tampered").Appraise(), SevSnpRules.Signature);

    [Fact]
    [Rule("SNP-FMT-01", Outcome.Fail)]
    public void Evidence_without_a_report_is_refused() =>
        ResultVerdict.Refuses(
            new SevSnpTee(Appraisal.VerifiedCache.None).Appraise(new("sev-snp", []), new(), Machines.Create().Policy(null), Machines.Now),
            SevSnpRules.FmtLength,
            "no report");

    [Fact]
    public void Reserved_bytes_are_only_reported_where_the_policy_says_so()
    {
        AttestationResult result = Machines.Faulty("report-reserved").AppraiseUnder(snp => snp with { Allow = new() { ReservedBitsUnsafe = true } });

        ResultVerdict.Passes(result);
        ResultVerdict.Leaves(result, SevSnpRules.FmtReserved, "waived by policy", "Reserved5");
        Assert.Contains("sevSnp.allow.reservedBitsUnsafe", result.Unsafe);
    }

    [Fact]
    public void The_twin_of_a_signature_passes() =>
        ResultVerdict.Passes(Machines.Reporting(report => report with { Signature = Simulator.SignatureForm.OtherS }).Appraise());
}
