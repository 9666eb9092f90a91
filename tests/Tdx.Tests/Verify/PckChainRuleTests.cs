// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The PCK certificate does not come from an accepted root.</summary>
public sealed class PckChainRuleTests
{
    [Fact]
    [Rule("TDX-PCK-01", Outcome.Fail)]
    public void A_chain_of_two_certificates_is_refused() =>
        Verdict.Refuses("pck-chain-two", TdxRules.PckPem, "holds 2 certificates", "want 3");

    [Fact]
    [Rule("TDX-PCK-01", Outcome.Fail)]
    public void A_chain_with_text_behind_it_is_refused() =>
        Verdict.Refuses("pck-chain-text", TdxRules.PckPem, "bytes behind 3 blocks");

    [Fact]
    [Rule("TDX-PCK-02", Outcome.Fail)]
    public void A_chain_in_another_order_is_refused() =>
        Verdict.Refuses("pck-chain-reordered", TdxRules.PckProfile, "got common name \"Intel SGX Root CA\"", "want Intel SGX PCK Certificate");

    [Fact]
    [Rule("TDX-PCK-02", Outcome.Fail)]
    public void An_intermediate_that_is_no_authority_is_refused() =>
        Verdict.Refuses("intermediate-not-ca", TdxRules.PckProfile, "Intel SGX PCK Platform CA lacks the CA flag or keyCertSign");

    [Fact]
    [Rule("TDX-PCK-02", Outcome.Fail)]
    public void A_pck_whose_key_may_not_sign_is_refused() =>
        Verdict.Refuses(
            machine => machine with { Pki = machine.Pki with { Pck = machine.Pki.Pck with { KeyUsage = X509KeyUsageFlags.KeyAgreement } } },
            TdxRules.PckProfile,
            "Intel SGX PCK Certificate lacks digitalSignature");

    [Fact]
    [Rule("TDX-PCK-02", Outcome.Fail)]
    public void A_pck_with_a_key_on_another_curve_is_refused() =>
        Verdict.Refuses("pck-p384", TdxRules.PckProfile, "has a key other than P-256");

    [Fact]
    [Rule("TDX-PCK-03", Outcome.Fail)]
    public void A_pck_that_another_key_signed_is_refused() =>
        Verdict.Refuses("pck-signature-stranger", TdxRules.PckSignatures, "Intel SGX PCK Certificate is not issued by Intel SGX PCK Platform CA: SignatureWrong");

    [Fact]
    [Rule("TDX-PCK-03", Outcome.Fail)]
    public void A_pck_that_names_another_issuer_is_refused() =>
        Verdict.Refuses("pck-issuer-name", TdxRules.PckSignatures, "IssuerNameDiffers");

    [Fact]
    [Rule("TDX-PCK-03", Outcome.Fail)]
    public void A_root_whose_own_signature_is_wrong_is_refused() =>
        Verdict.Refuses("root-signature", TdxRules.PckSignatures, "Intel SGX Root CA is not issued by Intel SGX Root CA");

    [Fact]
    [Rule("TDX-PCK-04", Outcome.Fail)]
    public void A_root_that_is_neither_pinned_nor_named_is_refused() =>
        Verdict.Refuses("pck-root-untrusted", TdxRules.PckRoot, "got Intel SGX Root CA, SPKI SHA-256", "want a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e");

    [Fact]
    [Rule("TDX-PCK-05", Outcome.Fail)]
    public void A_pck_without_an_sgx_extension_is_refused() =>
        Verdict.Refuses("sgx-extension-missing", TdxRules.PckSgxExtension, "is absent");

    [Fact]
    [Rule("TDX-PCK-05", Outcome.Fail)]
    public void A_pck_with_a_component_over_255_is_refused() =>
        Verdict.Refuses("sgx-extension-component-256", TdxRules.PckSgxExtension, "is 256", "want at most 255");

    [Fact]
    [Rule("TDX-PCK-06", Outcome.Fail)]
    public void An_expired_pck_is_refused() =>
        Verdict.Refuses("pck-expired", TdxRules.PckValidity, "got 2026-06-15T12:00:00Z", "want 2025-06-15T12:00:00Z to 2026-06-15T11:59:59Z", "Intel SGX PCK Certificate is expired");

    [Fact]
    [Rule("TDX-PCK-06", Outcome.Fail)]
    public void An_intermediate_that_is_not_yet_valid_is_refused() =>
        Verdict.Refuses("intermediate-not-yet-valid", TdxRules.PckValidity, "Intel SGX PCK Platform CA is not yet valid");

    [Fact]
    [Rule("TDX-PCK-07", Outcome.Fail)]
    public void A_revoked_pck_is_refused() =>
        Verdict.Refuses("pck-revoked", TdxRules.PckRevocation, "Intel SGX PCK Certificate, serial", "is revoked");

    [Fact]
    [Rule("TDX-PCK-07", Outcome.Fail)]
    public void A_revoked_intermediate_is_refused() =>
        Verdict.Refuses("intermediate-revoked", TdxRules.PckRevocation, "Intel SGX PCK Platform CA, serial", "is revoked");

    [Fact]
    public void The_pinned_root_needs_no_naming_and_a_simulated_one_does() =>
        Verdict.Refuses(Simulated.Machine().Appraise(policy => policy with { RootsUnsafe = [] }), TdxRules.PckRoot, "neither pinned nor named");
}
