// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The attestation key is not that of a TD quoting enclave on this platform, or did not sign the quote.</summary>
public sealed class QuotingEnclaveRuleTests
{
    [Fact]
    [Rule("TDX-QE-01", Outcome.Fail)]
    public void A_qe_report_that_another_key_signed_is_refused() =>
        Verdict.Refuses("qe-report-signature-stranger", TdxRules.QeReportSignature, "does not verify under the PCK");

    [Fact]
    [Rule("TDX-QE-02", Outcome.Fail)]
    public void A_qe_report_that_vouches_for_another_key_is_refused() =>
        Verdict.Refuses("qe-report-data", TdxRules.QeReportData, "is not SHA-256 of attestation key and authentication data");

    [Fact]
    [Rule("TDX-QE-02", Outcome.Fail)]
    public void A_qe_report_whose_report_data_does_not_end_in_zeros_is_refused() =>
        Verdict.Refuses("qe-report-data-tail", TdxRules.QeReportData, "then 32 zero bytes");

    [Fact]
    [Rule("TDX-QE-03", Outcome.Fail)]
    public void A_quoting_enclave_of_another_signer_is_refused() =>
        Verdict.Refuses("qe-mrsigner", TdxRules.QeMrSigner, "got 0000", "want dc9e2a7c", "MRSIGNER differs");

    [Fact]
    [Rule("TDX-QE-04", Outcome.Fail)]
    public void A_quoting_enclave_of_another_product_is_refused() =>
        Verdict.Refuses("qe-isvprodid", TdxRules.QeIsvProdId, "got 1", "want 2");

    [Fact]
    [Rule("TDX-QE-05", Outcome.Fail)]
    public void A_quoting_enclave_with_another_miscselect_is_refused() =>
        Verdict.Refuses("qe-miscselect", TdxRules.QeMiscSelect, "got 01000000", "want 00000000 under mask ffffffff");

    [Fact]
    [Rule("TDX-QE-06", Outcome.Fail)]
    public void A_debug_quoting_enclave_is_refused() =>
        Verdict.Refuses("qe-debug", TdxRules.QeAttributes, "got 1700", "want 1100", "under mask fbff");

    [Fact]
    [Rule("TDX-SIG-01", Outcome.Fail)]
    public void An_attestation_key_off_the_curve_is_refused() =>
        Verdict.Refuses("qe-key-off-curve", TdxRules.SigKey, "not on the curve");

    [Fact]
    [Rule("TDX-SIG-02", Outcome.Fail)]
    public void A_quote_with_a_flipped_bit_in_its_signature_is_refused() =>
        Verdict.Refuses("quote-signature", TdxRules.SigQuote, "does not verify under the attestation key");

    [Fact]
    [Rule("TDX-SIG-02", Outcome.Fail)]
    public void A_signature_with_s_of_the_groups_order_is_refused() =>
        Verdict.Refuses("quote-signature-s-order", TdxRules.SigQuote, "does not verify");
}
