// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.SevSnp.Tests.Verify;

/// <summary>ARK, ASK or ASVK, and the revocation list.</summary>
public sealed class ChainRuleTests
{
    [Fact]
    [Rule("SNP-ARK-01", Outcome.Fail)]
    public void A_missing_chain_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("cert-chain-missing").Appraise(), SevSnpRules.ArkPresent, "no endorsement amd/genoa/cert-chain/vcek.pem");

    [Fact]
    [Rule("SNP-ARK-02", Outcome.Fail)]
    public void A_chain_of_three_certificates_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("cert-chain-three").Appraise(), SevSnpRules.ArkWellFormed, "PEM");

    [Fact]
    [Rule("SNP-ARK-03", Outcome.Fail)]
    public void A_chain_that_begins_with_its_root_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("cert-chain-reordered").Appraise(), SevSnpRules.ArkProfile, "want SEV-Genoa");

    [Fact]
    [Rule("SNP-ARK-03", Outcome.Fail)]
    public void An_ark_of_another_name_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("ark-common-name").Appraise(), SevSnpRules.ArkProfile, "want ARK-Genoa");

    [Fact]
    [Rule("SNP-ARK-03", Outcome.Fail)]
    public void An_ask_of_another_name_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-common-name").Appraise(), SevSnpRules.ArkProfile, "want SEV-Genoa");

    [Fact]
    [Rule("SNP-ARK-03", Outcome.Fail)]
    public void An_ask_that_is_no_authority_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-not-ca").Appraise(), SevSnpRules.ArkProfile, "lacks the CA flag");

    [Fact]
    [Rule("SNP-ARK-03", Outcome.Fail)]
    public void An_ask_that_may_not_sign_certificates_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-without-cert-sign").Appraise(), SevSnpRules.ArkProfile, "lacks the CA flag or keyCertSign");

    [Fact]
    [Rule("SNP-ARK-03", Outcome.Fail)]
    public void An_ask_with_another_kind_of_key_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-key").Appraise(), SevSnpRules.ArkProfile, "other than RSA-4096");

    [Fact]
    [Rule("SNP-ARK-04", Outcome.Fail)]
    public void An_ark_whose_own_signature_is_wrong_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("ark-signature").Appraise(), SevSnpRules.ArkSignatures, "SignatureWrong");

    [Fact]
    [Rule("SNP-ARK-04", Outcome.Fail)]
    public void An_ask_that_the_ark_did_not_sign_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-signature").Appraise(), SevSnpRules.ArkSignatures, "SignatureWrong");

    [Fact]
    [Rule("SNP-ARK-05", Outcome.Fail)]
    public void A_root_with_the_right_name_and_another_key_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("root-untrusted").Appraise(), SevSnpRules.ArkRoot, "neither pinned nor named");

    [Fact]
    [Rule("SNP-ARK-06", Outcome.Fail)]
    public void A_revoked_ark_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("ark-revoked").Appraise(), SevSnpRules.ArkRevocation, "ARK-Genoa", "is revoked");

    [Fact]
    [Rule("SNP-ARK-06", Outcome.Fail)]
    public void A_revoked_ask_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-revoked").Appraise(), SevSnpRules.ArkRevocation, "SEV-Genoa", "is revoked");

    [Fact]
    [Rule("SNP-CRL-01", Outcome.Fail)]
    public void A_missing_revocation_list_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-missing").Appraise(), SevSnpRules.CrlPresent, "no endorsement amd/genoa/crl/vcek.crl");

    [Fact]
    [Rule("SNP-CRL-02", Outcome.Fail)]
    public void A_revocation_list_of_another_issuer_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-issuer").Appraise(), SevSnpRules.CrlAuthentic, "IssuerNameDiffers");

    [Fact]
    [Rule("SNP-CRL-02", Outcome.Fail)]
    public void A_revocation_list_that_the_ask_signed_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-by-issuer").Appraise(), SevSnpRules.CrlAuthentic, "IssuerNameDiffers");

    [Fact]
    [Rule("SNP-CRL-02", Outcome.Fail)]
    public void A_revocation_list_with_a_wrong_signature_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-signature").Appraise(), SevSnpRules.CrlAuthentic, "SignatureWrong");

    [Fact]
    [Rule("SNP-CRL-02", Outcome.Fail)]
    public void A_revocation_list_without_number_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-without-number").Appraise(), SevSnpRules.CrlAuthentic, "lacks CRLNumber");

    [Fact]
    [Rule("SNP-CRL-02", Outcome.Fail)]
    public void A_revocation_list_that_never_ends_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-without-next-update").Appraise(), SevSnpRules.CrlAuthentic, "nextUpdate");

    [Fact]
    [Rule("SNP-CRL-03", Outcome.Fail)]
    public void A_revocation_list_that_expired_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-expired").Appraise(), SevSnpRules.CrlInDate, "expired 2026-06-15T11:59:59Z");

    [Fact]
    [Rule("SNP-CRL-03", Outcome.Fail)]
    public void A_revocation_list_from_the_future_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("crl-future").Appraise(), SevSnpRules.CrlInDate, "issued in the future");

    [Fact]
    [Rule("SNP-VEK-07", Outcome.Fail)]
    public void An_ark_that_expired_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("ark-expired").Appraise(), SevSnpRules.VekValidity, "ARK-Genoa is expired");

    [Fact]
    [Rule("SNP-VEK-07", Outcome.Fail)]
    public void An_ask_that_is_not_yet_valid_is_refused() =>
        ResultVerdict.Refuses(Machines.Faulty("issuer-not-yet-valid").Appraise(), SevSnpRules.VekValidity, "SEV-Genoa is not yet valid");

    [Fact]
    [Rule("SNP-CRL-01", Outcome.Warn)]
    public void A_missing_revocation_list_warns_where_the_policy_tolerates_it() =>
        ResultVerdict.Warns(
            Machines.Faulty("crl-missing").Appraise(policy => policy with { Crl = Policies.CrlPolicy.IfPresentUnsafe }), SevSnpRules.CrlPresent, "tolerates");

    [Theory]
    [InlineData("crl-signature", "SNP-CRL-02")]
    [InlineData("crl-expired", "SNP-CRL-03")]
    [InlineData("issuer-revoked", "SNP-ARK-06")]
    public void A_revocation_list_that_is_there_must_hold_even_so(string fault, string rule) =>
        ResultVerdict.Refuses(
            Machines.Faulty(fault).Appraise(policy => policy with { Crl = Policies.CrlPolicy.IfPresentUnsafe }),
            SevSnpRules.All.Single(each => each.Id == rule));

    [Fact]
    [Rule("SNP-CRL-03", Outcome.Warn)]
    public void A_stale_revocation_list_warns_within_what_the_policy_tolerates() =>
        ResultVerdict.Warns(
            Machines.Faulty("crl-expired").Appraise(policy => policy with { MaxStaleCrl = TimeSpan.FromDays(1) }), SevSnpRules.CrlInDate, "expired");
}
