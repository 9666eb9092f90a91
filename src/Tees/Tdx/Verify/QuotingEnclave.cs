// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Appraisal;
using Attestation.Tdx.Wire;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.Tdx.Verify;

/// <summary>Step 3: an enclave on the certified platform reported this attestation key. Witness that the key is the enclave's.</summary>
internal sealed class QuotingEnclave
{
    private QuotingEnclave(EnclaveReport report) => Report = report;

    public EnclaveReport Report { get; }

    public static Step<QuotingEnclave> Verify(Quote quote, PckChain pck)
    {
        bool signed = pck.LeafKey.Verifies(SignatureScheme.EcdsaSha256Raw, quote.QeReport.Raw.Span, quote.QeReportSignature);
        Check signature = Check.Require(
            TdxRules.QeReportSignature, signed, signed ? "signed by the PCK" : null, because: "the signature over the QE report does not verify under the PCK");
        if (!signed)
        {
            return new([signature], null);
        }

        Check binding = Binding(quote);
        return new([signature, binding], binding.Outcome == Outcome.Pass ? new(quote.QeReport) : null);
    }

    private static Check Binding(Quote quote)
    {
        byte[] bound = [.. quote.AttestationKey, .. quote.QeAuthenticationData.Span];
        Span<byte> expected = stackalloc byte[64];
        expected.Clear();
        SHA256.HashData(bound, expected);
        bool same = CryptographicOperations.FixedTimeEquals(expected, quote.QeReport.ReportData);
        return same
            ? Check.Pass(TdxRules.QeReportData)
            : Check.Fail(
                TdxRules.QeReportData,
                "REPORTDATA of the QE report is not SHA-256 of attestation key and authentication data, then 32 zero bytes",
                Hex.Of(quote.QeReport.ReportData),
                Hex.Of(expected));
    }
}
