// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.Policies;
using Attestation.Wire;

namespace Attestation.Appraisal;

/// <summary>REPORT_DATA is what the relying party expects.</summary>
public static class ReportDataMatch
{
    /// <summary>Compares what the Evidence carries.</summary>
    /// <param name="rule">The TEE's rule.</param>
    /// <param name="reportData">64 bytes of authentic Evidence.</param>
    /// <param name="expected">The policy's wish.</param>
    public static Check Appraise(Rule rule, ReadOnlySpan<byte> reportData, ExpectedReportData expected) => expected switch
    {
        ExpectedReportData.Exactly exactly => Check.Require(
            rule,
            CryptographicOperations.FixedTimeEquals(reportData, exactly.Bytes.Span),
            Hex.Of(reportData),
            Hex.Of(exactly.Bytes.Span),
            "REPORT_DATA differs: this evidence was made for something else"),
        _ => Check.NotEvaluated(rule, "waived by reportDataUnsafe"),
    };
}
