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
        return new(
        [
            Check.Pass(SevSnpRules.FmtLength, $"{report.Raw.Length} bytes"),
            Check.Pass(SevSnpRules.FmtVersion, $"report v{report.Version}"),
            Check.Pass(SevSnpRules.FmtAlgorithm),
            Check.Waivable(
                SevSnpRules.FmtReserved, report.NonZeroReserved is null, policy.Allow.ReservedBitsUnsafe, $"{report.NonZeroReserved?.Name} is not zero"),
            Check.Pass(SevSnpRules.SignatureForm, "P-384 in its one form"),
            .. judged,
        ],
        judged.All(check => check.Outcome == Outcome.Pass) ? report : null);
    }

    private static Check KeyInfo(KeyInfo keys) => Check.Require(
        SevSnpRules.FmtKeyInfo, (keys.Bits & Wire.KeyInfo.Reserved) == 0, $"0x{keys.Bits:x}", because: "a reserved bit is set");

    private static Check Mask(KeyInfo keys) => Check.Require(
        SevSnpRules.FmtMaskChipKey, !keys.MaskChipKey, because: "MASK_CHIP_KEY is set: the host masked the signature");

    private static Check SigningKey(KeyInfo keys) => Check.Require(
        SevSnpRules.FmtSigningKey, keys.Kind != VekKind.None, keys.ToString(), "VCEK or VLEK", "no certificate of such a key exists");

    private static Check Vmpl(uint vmpl) => Check.Require(
        SevSnpRules.FmtVmpl,
        vmpl <= MaxVmpl,
        $"VMPL {vmpl}",
        $"0 to {MaxVmpl}",
        vmpl == uint.MaxValue ? "the host asked for this report, not the guest" : "there is no such privilege level");

    private static Check Product(AttestationReport report) => !report.HasCpuid
        ? Check.Pass(SevSnpRules.FmtProduct, "version 2 names none")
        : Check.Require(
            SevSnpRules.FmtProduct,
            report.Product is not null,
            $"{report.Product?.Line ?? "unknown"}, family 0x{report.Family:x2}, model 0x{report.Model:x2}, stepping {report.Stepping}",
            because: $"family 0x{report.Family:x2}, model 0x{report.Model:x2} is no known product");
}
