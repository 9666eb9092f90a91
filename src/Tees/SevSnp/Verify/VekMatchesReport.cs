// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 5: the certificate is of this chip at this TCB. Witness for the signature.</summary>
internal sealed class VekMatchesReport
{
    private VekMatchesReport(AttestationReport report, VekChain chain)
    {
        Report = report;
        Chain = chain;
    }

    public AttestationReport Report { get; }

    public VekChain Chain { get; }

    public static Step<VekMatchesReport> Verify(AttestationReport report, VekChain chain, SevSnpPolicy policy)
    {
        TcbVersion reported = report.ReportedTcb(chain.Vek.Product.Generation);
        Check tcb = reported == chain.Vek.Tcb
            ? Check.Pass(SevSnpRules.VekTcb)
            : Check.Fail(SevSnpRules.VekTcb, $"the report says {reported}; the certificate {chain.Vek.Tcb}", reported.Hex, chain.Vek.Tcb.Hex);
        Check chipId = ChipId(report, chain, policy);
        bool matches = tcb.Outcome == Outcome.Pass && chipId.Outcome != Outcome.Fail;
        return new([tcb, chipId], matches ? new(report, chain) : null);
    }

    private static Check ChipId(AttestationReport report, VekChain chain, SevSnpPolicy policy)
    {
        if (chain.Vek.HwId is not { } hwId)
        {
            return Check.Pass(SevSnpRules.VekChipId, "a VLEK is of no chip");
        }

        ReadOnlySpan<byte> chip = report.ChipId;
        if (!chip.ContainsAnyExcept((byte)0))
        {
            return Check.Waivable(
                SevSnpRules.VekChipId, holds: false, policy.Allow.MaskedChipIdUnsafe, "the chip id is masked: nothing says that the VCEK is of this chip");
        }

        bool equal = chip[..hwId.Length].SequenceEqual(hwId.Span) && !chip[hwId.Length..].ContainsAnyExcept((byte)0);
        return equal ? Check.Pass(SevSnpRules.VekChipId) : Check.Fail(SevSnpRules.VekChipId, "the VCEK is of another chip", Hex.Of(chip), Hex.Of(hwId.Span));
    }
}
