// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.X509;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 6: the report is signed by the certified key, over its bytes as received. Witness that the report is genuine.</summary>
internal sealed class ReportSignature
{
    private ReportSignature(VekMatchesReport matched) => Matched = matched;

    public VekMatchesReport Matched { get; }

    public AttestationReport Report => Matched.Report;

    public VekCertificate Vek => Matched.Chain.Vek;

    public SnpProduct Product => Vek.Product;

    public static Step<ReportSignature> Verify(VekMatchesReport matched)
    {
        AttestationReport report = matched.Report;
        bool signed = matched.Chain.Key.Verifies(SignatureScheme.EcdsaSha384Raw, report.SignedBytes.Span, report.Signature.BigEndian);
        Check check = Check.Require(
            SevSnpRules.Signature, signed, because: "the signature over the report does not verify under the certified key");
        return new([check], signed ? new(matched) : null);
    }
}
