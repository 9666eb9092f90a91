// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Simulator;
using Attestation.TestKit;

namespace Attestation.Tdx.Tests.Verify;

/// <summary>The TDX module is not the one that TCB info names.</summary>
public sealed class ModuleRuleTests
{
    [Fact]
    [Rule("TDX-MOD-01", Outcome.Fail)]
    public void A_module_whose_version_tcb_info_does_not_know_is_refused() =>
        Verdict.Refuses("tcb-info-missing-identity", TdxRules.ModIdentity, "got module version 1", "no identity TDX_01");

    [Fact]
    [Rule("TDX-MOD-02", Outcome.Fail)]
    public void A_module_of_another_signer_is_refused() =>
        Verdict.Refuses("module-mrsigner", TdxRules.ModSigner, "got 864e38ab", "want 0000", "MRSIGNERSEAM differs");

    [Fact]
    [Rule("TDX-MOD-03", Outcome.Fail)]
    public void A_module_with_seam_attributes_is_refused_even_where_tcb_info_names_them() =>
        Verdict.Refuses("module-attributes", TdxRules.ModAttributes, "got 0100000000000000", "are not zero");

    [Fact]
    public void Attributes_that_tcb_info_names_and_the_module_lacks_are_refused() =>
        Verdict.Refuses(
            machine => machine.WithModuleIdentity(identity => identity with { Attributes = new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 } }),
            TdxRules.ModAttributes,
            "got 0000000000000000",
            "want 0200000000000000");

    [Fact]
    public void Attributes_outside_the_mask_do_not_matter() =>
        Verdict.Passes(Simulated.Machine(machine => machine.WithModuleIdentity(identity => identity with
        {
            Attributes = new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 },
            AttributesMask = new byte[] { 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff },
        })).Appraise());
}
