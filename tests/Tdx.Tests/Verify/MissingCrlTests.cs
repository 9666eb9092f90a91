// SPDX-License-Identifier: Apache-2.0

using Attestation.Policies;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>CONTRACTS, section 8, CRL: under <c>ifPresentUnsafe</c> an absent list warns, and one that is there must hold.</summary>
public sealed class MissingCrlTests
{
    [Fact]
    [Rule("TDX-CRL-01", Outcome.Warn)]
    public void An_absent_pck_crl_warns_and_revocation_is_not_evaluated()
    {
        AttestationResult result = Simulated.Faulty("pck-crl-missing").Appraise(IfPresent);

        Verdict.Warns(result, TdxRules.PckCrlPresent, "no endorsement intel/pck-crl/platform.crl, which the policy tolerates");
        Verdict.Leaves(result, TdxRules.PckRevocation, "needs both revocation lists");
        Verdict.Leaves(result, TdxRules.PckCrlInDate, "needs TDX-CRL-01");
        Assert.Contains("crl=ifPresentUnsafe", result.Unsafe);
    }

    [Fact]
    [Rule("TDX-CRL-04", Outcome.Warn)]
    public void An_absent_root_crl_warns_and_no_revocation_by_the_root_is_evaluated()
    {
        AttestationResult result = Simulated.Faulty("root-ca-crl-missing").Appraise(IfPresent);

        Verdict.Warns(result, TdxRules.RootCrlPresent);
        Verdict.Leaves(result, TdxRules.PckRevocation, "needs both revocation lists");
        Verdict.Leaves(result, TdxRules.TcbInfoSignerRevocation, "needs the root CA CRL");
        Verdict.Leaves(result, TdxRules.QeIdentitySignerRevocation, "needs the root CA CRL");
    }

    [Theory]
    [InlineData("pck-crl-signature", "TDX-CRL-02")]
    [InlineData("pck-crl-issuer", "TDX-CRL-02")]
    [InlineData("pck-crl-without-number", "TDX-CRL-02")]
    [InlineData("pck-crl-expired", "TDX-CRL-03")]
    [InlineData("pck-crl-future", "TDX-CRL-03")]
    [InlineData("root-ca-crl-signature", "TDX-CRL-05")]
    [InlineData("root-ca-crl-expired", "TDX-CRL-06")]
    [InlineData("pck-revoked", "TDX-PCK-07")]
    [InlineData("intermediate-revoked", "TDX-PCK-07")]
    [InlineData("tcb-signing-revoked", "TDX-TCI-06")]
    public void A_list_that_is_there_must_hold(string fault, string id) =>
        Verdict.Refuses(Simulated.Faulty(fault).Appraise(IfPresent), TdxRules.All.Single(rule => rule.Id == id));

    [Theory]
    [InlineData("pck-crl-missing", "intermediate-revoked")]
    [InlineData("root-ca-crl-missing", "pck-revoked")]
    public void What_one_list_revokes_stays_revoked_without_the_other(string missing, string revoked)
    {
        Assert.True(Simulator.Faults.TdxFault.TryGet(missing, out var withhold));
        Assert.True(Simulator.Faults.TdxFault.TryGet(revoked, out var revoke));

        Verdict.Refuses(Simulated.Machine(machine => revoke.In(withhold.In(machine))).Appraise(IfPresent), TdxRules.PckRevocation, "is revoked");
    }

    private static AppraisalPolicy IfPresent(AppraisalPolicy policy) => policy with { Crl = CrlPolicy.IfPresentUnsafe };
}
