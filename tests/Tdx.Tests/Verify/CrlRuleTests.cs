// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>A revocation list is missing, not authentic or not in date.</summary>
public sealed class CrlRuleTests
{
    [Fact]
    [Rule("TDX-CRL-01", Outcome.Fail)]
    public void A_missing_pck_crl_is_refused() =>
        Verdict.Refuses("pck-crl-missing", TdxRules.PckCrlPresent, "no endorsement intel/pck-crl/platform.crl");

    [Fact]
    [Rule("TDX-CRL-02", Outcome.Fail)]
    public void A_pck_crl_that_another_key_signed_is_refused() =>
        Verdict.Refuses("pck-crl-signature-stranger", TdxRules.PckCrlAuthentic, "SignatureWrong");

    [Fact]
    [Rule("TDX-CRL-02", Outcome.Fail)]
    public void A_pck_crl_without_a_number_is_refused() =>
        Verdict.Refuses("pck-crl-without-number", TdxRules.PckCrlAuthentic, "lacks CRLNumber");

    [Fact]
    [Rule("TDX-CRL-02", Outcome.Fail)]
    [Rule("TDX-CRL-05", Outcome.Fail)]
    public void Lists_under_each_others_names_are_refused() =>
        Verdict.Refuses("crl-swapped", TdxRules.PckCrlAuthentic, "the CRL of Intel SGX Root CA is not issued by Intel SGX PCK Platform CA");

    [Fact]
    [Rule("TDX-CRL-03", Outcome.Fail)]
    public void An_expired_pck_crl_is_refused() =>
        Verdict.Refuses("pck-crl-expired", TdxRules.PckCrlInDate, "expired 2026-06-15T11:59:59Z", "got 2026-06-15T12:00:00Z", "want 2026-06-14T12:00:00Z to 2026-06-15T11:59:59Z");

    [Fact]
    [Rule("TDX-CRL-03", Outcome.Fail)]
    public void A_pck_crl_from_the_future_is_refused() =>
        Verdict.Refuses("pck-crl-future", TdxRules.PckCrlInDate, "issued in the future: 2026-06-15T13:00:00Z");

    [Fact]
    [Rule("TDX-CRL-04", Outcome.Fail)]
    public void A_missing_root_crl_is_refused() =>
        Verdict.Refuses("root-ca-crl-missing", TdxRules.RootCrlPresent, "no endorsement intel/root-ca-crl.crl");

    [Fact]
    [Rule("TDX-CRL-05", Outcome.Fail)]
    public void A_root_crl_of_another_issuer_is_refused() =>
        Verdict.Refuses("root-ca-crl-issuer", TdxRules.RootCrlAuthentic, "IssuerNameDiffers");

    [Fact]
    [Rule("TDX-CRL-06", Outcome.Fail)]
    public void An_expired_root_crl_is_refused() =>
        Verdict.Refuses("root-ca-crl-expired", TdxRules.RootCrlInDate, "expired 2026-06-15T11:59:59Z");

    [Fact]
    public void A_processors_pck_asks_for_the_processors_list() =>
        Verdict.Refuses(
            machine => machine.WithProcessorCa() with { Pcs = machine.Pcs with { Withheld = [PcsDocument.PckCrl] } },
            TdxRules.PckCrlPresent,
            "no endorsement intel/pck-crl/processor.crl");
}
