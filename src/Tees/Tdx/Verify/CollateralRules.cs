// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Tdx.Verify;

/// <summary>The seven rules that a signed document of Intel's PCS obeys, for one kind of document.</summary>
internal sealed record CollateralRules(
    string Document, Rule Present, Rule WellFormed, Rule Issuer, Rule Signature, Rule SignerValidity, Rule SignerRevocation, Rule InDate)
{
    public static CollateralRules TcbInfo { get; } = new(
        "TCB info",
        TdxRules.TcbInfoPresent,
        TdxRules.TcbInfoWellFormed,
        TdxRules.TcbInfoIssuer,
        TdxRules.TcbInfoSignature,
        TdxRules.TcbInfoSignerValidity,
        TdxRules.TcbInfoSignerRevocation,
        TdxRules.TcbInfoInDate);

    public static CollateralRules QeIdentity { get; } = new(
        "QE identity",
        TdxRules.QeIdentityPresent,
        TdxRules.QeIdentityWellFormed,
        TdxRules.QeIdentityIssuer,
        TdxRules.QeIdentitySignature,
        TdxRules.QeIdentitySignerValidity,
        TdxRules.QeIdentitySignerRevocation,
        TdxRules.QeIdentityInDate);
}
