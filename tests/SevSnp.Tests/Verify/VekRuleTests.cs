// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>The certificate of the signing key.</summary>
public sealed class VekRuleTests
{
    [Fact]
    [Rule("SNP-VEK-01", Outcome.Fail)]
    public void A_missing_leaf_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-missing").Appraise(), SevSnpRules.VekPresent, "no endorsement amd/genoa/vcek/", "/0a00000000001bd9.der");

    [Fact]
    [Rule("SNP-VEK-02", Outcome.Fail)]
    public void A_leaf_that_is_no_certificate_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-garbled").Appraise(), SevSnpRules.VekWellFormed, "X.509 certificate");

    [Fact]
    [Rule("SNP-VEK-03", Outcome.Fail)]
    public void A_leaf_of_another_name_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-common-name").Appraise(), SevSnpRules.VekProfile, "want SEV-VCEK");

    [Fact]
    [Rule("SNP-VEK-03", Outcome.Fail)]
    public void A_leaf_with_another_kind_of_key_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-key").Appraise(), SevSnpRules.VekProfile, "other than P-384");

    [Fact]
    [Rule("SNP-VEK-04", Outcome.Fail)]
    public void A_leaf_that_the_ask_did_not_sign_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-signature").Appraise(), SevSnpRules.VekSignature, "SignatureWrong");

    [Fact]
    [Rule("SNP-VEK-04", Outcome.Fail)]
    public void A_vcek_that_the_asvk_issued_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-by-sibling").Appraise(), SevSnpRules.VekSignature, "IssuerNameDiffers");

    [Fact]
    [Rule("SNP-VEK-04", Outcome.Fail)]
    public void A_vcek_that_the_ark_issued_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-by-ark").Appraise(), SevSnpRules.VekSignature, "IssuerNameDiffers");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_without_boot_loader_level_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-without-boot-loader").Appraise(), SevSnpRules.VekExtensions, "bootLoaderSPL: is absent");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_without_snp_level_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-without-snp").Appraise(), SevSnpRules.VekExtensions, "snpSPL: is absent");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_without_microcode_level_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-without-microcode").Appraise(), SevSnpRules.VekExtensions, "microcodeSPL: is absent");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_without_struct_version_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-without-struct-version").Appraise(), SevSnpRules.VekExtensions, "structVersion: is absent");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_without_product_name_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-without-product-name").Appraise(), SevSnpRules.VekExtensions, "productName: is absent");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_of_nobody_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-without-id").Appraise(), SevSnpRules.VekExtensions, "neither hwID nor cspID");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_leaf_of_chip_and_provider_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-both-ids").Appraise(), SevSnpRules.VekExtensions, "both hwID and cspID");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_level_that_fits_no_byte_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-large-spl").Appraise(), SevSnpRules.VekExtensions, "want at most 00ff");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_chip_id_of_another_length_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-short-hwid").Appraise(), SevSnpRules.VekExtensions, "is 63 bytes, want 64");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_level_that_the_product_does_not_have_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-fmc").Appraise(), SevSnpRules.VekExtensions, "Genoa has no FMC");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_structure_of_another_product_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-struct-version").Appraise(), SevSnpRules.VekExtensions, "got 7, want 0");

    [Fact]
    [Rule("SNP-VEK-05", Outcome.Fail)]
    public void A_product_that_is_not_known_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-product-unknown").Appraise(), SevSnpRules.VekExtensions, "Naples");

    [Fact]
    [Rule("SNP-VEK-06", Outcome.Fail)]
    public void A_leaf_of_another_product_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-product").Appraise(), SevSnpRules.VekProduct, "the certificate is of Milan");

    [Fact]
    [Rule("SNP-VEK-07", Outcome.Fail)]
    public void A_leaf_that_expired_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-expired").Appraise(), SevSnpRules.VekValidity, "SEV-VCEK is expired");

    [Fact]
    [Rule("SNP-VEK-07", Outcome.Fail)]
    public void A_leaf_that_is_not_yet_valid_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-not-yet-valid").Appraise(), SevSnpRules.VekValidity, "SEV-VCEK is not yet valid");

    [Fact]
    [Rule("SNP-VEK-08", Outcome.Fail)]
    public void A_leaf_of_another_tcb_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-tcb").Appraise(), SevSnpRules.VekTcb, "microcode 217", "microcode 216");

    [Fact]
    [Rule("SNP-VEK-08", Outcome.Fail)]
    public void A_leaf_with_a_reserved_level_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-reserved-spl").Appraise(), SevSnpRules.VekTcb);

    [Fact]
    [Rule("SNP-VEK-09", Outcome.Fail)]
    public void A_leaf_of_another_chip_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("leaf-chip").Appraise(), SevSnpRules.VekChipId, "of another chip");

    [Fact]
    [Rule("SNP-VEK-09", Outcome.Fail)]
    public void A_masked_chip_id_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("chip-masked").Appraise(), SevSnpRules.VekChipId, "the chip id is masked");

    [Fact]
    public void A_masked_chip_id_passes_where_the_policy_says_so()
    {
        AttestationResult result = Machines.Faulty("chip-masked").AppraiseUnder(snp => snp with { Allow = new() { MaskedChipIdUnsafe = true } });

        ResultVerdict.Passes(result);
        ResultVerdict.Leaves(result, SevSnpRules.VekChipId, "waived by policy");
    }
}
