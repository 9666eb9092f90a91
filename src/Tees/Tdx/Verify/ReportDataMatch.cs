// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Security.Cryptography;
using Attestation.Policies;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 12: REPORT_DATA is what the relying party expects.</summary>
internal static class ReportDataMatch
{
    public static Check Appraise(TdBody body, ExpectedReportData expected) => expected switch
    {
        ExpectedReportData.Exactly exactly => Check.Require(
            TdxRules.ReportData,
            CryptographicOperations.FixedTimeEquals(body.ReportData, exactly.Bytes.Span),
            Hex.Of(body.ReportData),
            Hex.Of(exactly.Bytes.Span),
            "REPORT_DATA differs: this quote was made for something else"),
        ExpectedReportData.AnyUnsafe => Check.NotEvaluated(TdxRules.ReportData, "waived by reportDataUnsafe"),
        _ => throw new UnreachableException($"an expectation of REPORT_DATA of type {expected.GetType().Name}"),
    };
}
