// SPDX-License-Identifier: Apache-2.0

using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The quote is not one that this verifier understands whole.</summary>
public sealed class FormatRuleTests
{
    [Fact]
    [Rule("TDX-FMT-01", Outcome.Fail)]
    public void A_quote_whose_signature_data_does_not_fit_is_refused() =>
        Verdict.Refuses("quote-signature-length-huge", TdxRules.FmtStructure, "got 4294967295", "want at most");

    [Fact]
    [Rule("TDX-FMT-01", Outcome.Fail)]
    public void A_quote_without_signature_data_is_refused() =>
        Verdict.Refuses("quote-signature-length-zero", TdxRules.FmtStructure, "got 0 bytes", "want at least 584");

    [Fact]
    [Rule("TDX-FMT-02", Outcome.Fail)]
    public void A_quote_of_version_6_is_refused() =>
        Verdict.Refuses("quote-version", TdxRules.FmtVersion, "got 6", "want 4 or 5");

    [Fact]
    [Rule("TDX-FMT-03", Outcome.Fail)]
    public void A_quote_with_another_attestation_key_type_is_refused() =>
        Verdict.Refuses("quote-key-type", TdxRules.FmtKeyType, "got 3", "want 2");

    [Fact]
    [Rule("TDX-FMT-04", Outcome.Fail)]
    public void A_quote_of_sgx_is_refused() =>
        Verdict.Refuses("quote-tee-type", TdxRules.FmtTeeType, "got 0x0", "want 0x81");

    [Fact]
    [Rule("TDX-FMT-05", Outcome.Fail)]
    public void A_quote_of_another_vendors_enclave_is_refused() =>
        Verdict.Refuses("quote-vendor", TdxRules.FmtVendor, "got 0000", "want 939a7233");

    [Fact]
    [Rule("TDX-FMT-06", Outcome.Fail)]
    public void A_quote_with_an_unknown_body_is_refused() =>
        Verdict.Refuses("quote-body-type", TdxRules.FmtBody, "got 5", "want 2, 3 or 4");

    [Fact]
    [Rule("TDX-FMT-06", Outcome.Fail)]
    public void A_quote_whose_body_has_another_types_size_is_refused() =>
        Verdict.Refuses("quote-body-size", TdxRules.FmtBody, "got 648", "want 584");

    [Fact]
    [Rule("TDX-FMT-07", Outcome.Fail)]
    public void A_quote_whose_outer_certification_data_is_of_another_type_is_refused() =>
        Verdict.Refuses("quote-outer-type", TdxRules.FmtCertificationData, "got 5", "want 6");

    [Fact]
    [Rule("TDX-FMT-07", Outcome.Fail)]
    public void A_quote_whose_certification_data_leaves_a_byte_over_is_refused() =>
        Verdict.Refuses("quote-outer-tail", TdxRules.FmtCertificationData, "QE certification data: size: got", "want");

    [Fact]
    [Rule("TDX-FMT-08", Outcome.Fail)]
    public void A_quote_that_only_names_its_pck_is_refused() =>
        Verdict.Refuses("quote-inner-type-1", TdxRules.FmtCertificationType, "got type 1", "want type 5", "not in the quote");

    [Fact]
    [Rule("TDX-FMT-08", Outcome.Fail)]
    public void A_quote_with_the_pck_and_no_issuers_is_refused() =>
        Verdict.Refuses("quote-inner-type-4", TdxRules.FmtCertificationType, "got type 4", "the issuers");

    [Fact]
    [Rule("TDX-FMT-09", Outcome.Fail)]
    public void A_quote_with_text_behind_it_is_refused() =>
        Verdict.Refuses("quote-trailing-text", TdxRules.FmtTail, "got 4 bytes", "want none or zeros");
}
