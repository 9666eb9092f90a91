// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 1: the received bytes are a report that this verifier understands whole, and one that a signature can vouch for.</summary>
internal static class ReportFormat
{
    private const uint MaxVmpl = 3;

    public static Step<AttestationReport> Read(ReadOnlyMemory<byte> received, SevSnpPolicy policy)
    {
        if (!AttestationReport.TryParse(received, policy.Allow.ReservedBitsUnsafe, out AttestationReport? report, out Malformed? malformed))
        {
            return new([Check.Broken(SevSnpRules.FmtLength, malformed)], null);
        }

        Check[] judged = [KeyInfo(report.KeyInfo), Mask(report.KeyInfo), SigningKey(report.KeyInfo), Vmpl(report.Vmpl), Product(report)];
        Check reserved = report.NonZeroReserved is { } field
            ? Check.Waivable(SevSnpRules.FmtReserved, holds: false, policy.Allow.ReservedBitsUnsafe, $"{field.Name} is not zero")
            : Check.Pass(SevSnpRules.FmtReserved);
        return new(
        [
            Check.Pass(SevSnpRules.FmtLength),
            Check.Pass(SevSnpRules.FmtVersion, $"report v{report.Version}"),
            Check.Pass(SevSnpRules.FmtAlgorithm),
            reserved,
            Check.Pass(SevSnpRules.SignatureForm),
            .. judged,
        ],
        judged.All(check => check.Outcome == Outcome.Pass) ? report : null);
    }

    private static Check KeyInfo(KeyInfo keys) => (keys.Bits & Wire.KeyInfo.Reserved) == 0
        ? Check.Pass(SevSnpRules.FmtKeyInfo)
        : Check.Fail(SevSnpRules.FmtKeyInfo, "a reserved bit is set", $"0x{keys.Bits:x}");

    private static Check Mask(KeyInfo keys) => Check.Require(
        SevSnpRules.FmtMaskChipKey, !keys.MaskChipKey, because: "MASK_CHIP_KEY is set: the host masked the signature");

    private static Check SigningKey(KeyInfo keys) => keys.Kind != VekKind.None
        ? Check.Pass(SevSnpRules.FmtSigningKey)
        : Check.Fail(SevSnpRules.FmtSigningKey, $"{keys}: no certificate of such a key exists", keys.ToString(), "VCEK or VLEK");

    private static Check Vmpl(uint vmpl) => vmpl <= MaxVmpl
        ? Check.Pass(SevSnpRules.FmtVmpl)
        : Check.Fail(
            SevSnpRules.FmtVmpl,
            vmpl == uint.MaxValue ? "the host asked for this report, not the guest" : $"VMPL is {vmpl}: there is no such privilege level",
            $"VMPL {vmpl}",
            $"0 to {MaxVmpl}");

    private static Check Product(AttestationReport report) => !report.HasCpuid || report.Product is not null
        ? Check.Pass(SevSnpRules.FmtProduct, report.Product?.Line)
        : Check.Fail(SevSnpRules.FmtProduct, $"family 0x{report.Family:x2}, model 0x{report.Model:x2} is no known product");
}
