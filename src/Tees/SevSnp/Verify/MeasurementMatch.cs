// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 10: the measurements are among the reference values.</summary>
internal static class MeasurementMatch
{
    public static Check Appraise(AttestationReport report, SevSnpPolicy policy) =>
        new ReferenceMatch(
            SevSnpRules.ReferenceValues,
            SevSnpPolicy.Key,
            register => report.Raw.Bytes(SevSnpMeasurements.All.First(each => each.Register == register).Field))
        .Appraise(policy.ReferenceValues, policy.AnyMeasurementUnsafe, $"MEASUREMENT {Hex.Of(report.Measurement)}");
}
