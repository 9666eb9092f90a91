// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>TCB info or QE identity is missing, not authentic or not in date.</summary>
public sealed class CollateralRuleTests
{
    [Fact]
    [Rule("TDX-TCI-01", Outcome.Fail)]
    public void Missing_tcb_info_is_refused() =>
        Verdict.Refuses("tcb-info-missing", TdxRules.TcbInfoPresent, "no endorsement intel/tdx/tcb-info/ff5100000000.json");

    [Fact]
    [Rule("TDX-TCI-02", Outcome.Fail)]
    public void A_tcb_info_of_another_kind_is_refused() =>
        Verdict.Refuses("tcb-info-id", TdxRules.TcbInfoWellFormed, "is \"SGX\"", "want \"TDX\"");

    [Fact]
    [Rule("TDX-TCI-02", Outcome.Fail)]
    public void A_tcb_info_with_a_member_twice_is_refused() =>
        Verdict.Refuses("tcb-info-duplicate-member", TdxRules.TcbInfoWellFormed, "\"version\" stands twice");

    [Fact]
    [Rule("TDX-TCI-04", Outcome.Fail)]
    public void A_tcb_info_that_another_key_signed_is_refused() =>
        Verdict.Refuses("tcb-info-signature-stranger", TdxRules.TcbInfoSignature, "bytes as served does not verify under Intel SGX TCB Signing");

    [Fact]
    [Rule("TDX-TCI-04", Outcome.Fail)]
    public void A_tcb_info_with_a_blank_more_than_was_signed_is_refused() =>
        Verdict.Refuses("tcb-info-spaced", TdxRules.TcbInfoSignature, "does not verify");

    [Fact]
    [Rule("TDX-TCI-07", Outcome.Fail)]
    public void An_expired_tcb_info_is_refused() =>
        Verdict.Refuses("tcb-info-expired", TdxRules.TcbInfoInDate, "expired 2026-06-15T11:59:59Z");

    [Fact]
    [Rule("TDX-TCI-07", Outcome.Fail)]
    public void A_tcb_info_from_the_future_is_refused() =>
        Verdict.Refuses("tcb-info-future", TdxRules.TcbInfoInDate, "issued in the future: 2026-06-15T13:00:00Z");

    [Fact]
    [Rule("TDX-QID-01", Outcome.Fail)]
    public void Missing_qe_identity_is_refused() =>
        Verdict.Refuses("qe-identity-missing", TdxRules.QeIdentityPresent, "no endorsement intel/tdx/qe-identity.json");

    [Fact]
    [Rule("TDX-QID-02", Outcome.Fail)]
    public void A_qe_identity_of_another_kind_is_refused() =>
        Verdict.Refuses("qe-identity-id", TdxRules.QeIdentityWellFormed, "is \"QE\"", "want \"TD_QE\"");

    [Fact]
    [Rule("TDX-QID-02", Outcome.Fail)]
    public void A_qe_identity_with_a_member_twice_is_refused() =>
        Verdict.Refuses("qe-identity-duplicate-member", TdxRules.QeIdentityWellFormed, "\"version\" stands twice");

    [Fact]
    [Rule("TDX-QID-04", Outcome.Fail)]
    public void A_qe_identity_that_another_key_signed_is_refused() =>
        Verdict.Refuses("qe-identity-signature-stranger", TdxRules.QeIdentitySignature, "bytes as served does not verify under Intel SGX TCB Signing");

    [Fact]
    [Rule("TDX-QID-04", Outcome.Fail)]
    public void A_qe_identity_with_a_blank_more_than_was_signed_is_refused() =>
        Verdict.Refuses("qe-identity-spaced", TdxRules.QeIdentitySignature, "does not verify");

    [Fact]
    [Rule("TDX-QID-07", Outcome.Fail)]
    public void An_expired_qe_identity_is_refused() =>
        Verdict.Refuses("qe-identity-expired", TdxRules.QeIdentityInDate, "expired 2026-06-15T11:59:59Z");

    [Fact]
    [Rule("TDX-QID-07", Outcome.Fail)]
    public void A_qe_identity_from_the_future_is_refused() =>
        Verdict.Refuses("qe-identity-future", TdxRules.QeIdentityInDate, "issued in the future: 2026-06-15T13:00:00Z");

    [Fact]
    [Rule("TDX-TCI-08", Outcome.Fail)]
    public void Tcb_info_of_another_platform_family_is_refused() =>
        Verdict.Refuses("tcb-info-fmspc", TdxRules.TcbInfoPlatform, "got FMSPC ff5200000000", "want FMSPC ff5100000000", "another platform family");

    [Fact]
    [Rule("TDX-TCI-08", Outcome.Fail)]
    public void Tcb_info_of_another_pce_is_refused() =>
        Verdict.Refuses("tcb-info-pceid", TdxRules.TcbInfoPlatform, "PCEID 0100", "PCEID 0000");

    [Theory]
    [InlineData("tcb-signing-signature", "Intel SGX TCB Signing is not issued by Intel SGX Root CA: SignatureWrong")]
    [InlineData("tcb-signing-chain-reordered", "got common name \"Intel SGX Root CA\", want Intel SGX TCB Signing")]
    [InlineData("tcb-signing-chain-one", "holds 1 certificates, want 2")]
    [InlineData("tcb-signing-root-untrusted", "is not the root of the PCK chain: its key differs")]
    [Rule("TDX-TCI-03", Outcome.Fail)]
    [Rule("TDX-QID-03", Outcome.Fail)]
    public void An_issuer_chain_that_does_not_come_from_the_root_is_refused(string fault, string because) =>
        RefusesBoth(fault, TdxRules.TcbInfoIssuer, TdxRules.QeIdentityIssuer, because);

    [Fact]
    [Rule("TDX-TCI-05", Outcome.Fail)]
    [Rule("TDX-QID-05", Outcome.Fail)]
    public void An_expired_signer_is_refused() =>
        RefusesBoth("tcb-signing-expired", TdxRules.TcbInfoSignerValidity, TdxRules.QeIdentitySignerValidity, "Intel SGX TCB Signing is expired");

    [Fact]
    [Rule("TDX-TCI-06", Outcome.Fail)]
    [Rule("TDX-QID-06", Outcome.Fail)]
    public void A_revoked_signer_is_refused() =>
        RefusesBoth("tcb-signing-revoked", TdxRules.TcbInfoSignerRevocation, TdxRules.QeIdentitySignerRevocation, "is revoked");

    [Fact]
    [Rule("TDX-TCI-01", Outcome.Fail)]
    [Rule("TDX-QID-01", Outcome.Fail)]
    public void Documents_without_an_issuer_chain_are_refused() =>
        RefusesBoth("tcb-signing-chain-missing", TdxRules.TcbInfoPresent, TdxRules.QeIdentityPresent, "intel/tcb-signing-chain.pem");

    [Fact]
    public void An_issuer_chain_of_its_own_goes_before_the_shared_one()
    {
        SimulatedTdxMachine machine = Simulated.Machine();
        Endorsements mixed = new([new("intel/tdx/qe-identity", ".chain.pem", "no chain"u8.ToArray()), .. machine.Endorsements.All]);

        AttestationResult result = new TdxTee(VerifiedCache.None).Appraise(machine.Evidence, mixed, machine.Policy(null), Simulated.Now);

        Verdict.Refuses(result, TdxRules.QeIdentityIssuer, "no exact BEGIN line");
        Assert.Equal(Outcome.Pass, result.Of(TdxRules.TcbInfoIssuer).Outcome);
    }

    private static void RefusesBoth(string fault, Rule tcbInfo, Rule qeIdentity, string because)
    {
        AttestationResult result = Simulated.Faulty(fault).Appraise();
        Verdict.Refuses(result, tcbInfo, because);
        Verdict.Refuses(result, qeIdentity, because);
    }
}
