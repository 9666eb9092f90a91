// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp;

/// <summary>The fields that a reference value may name, and where the report has them.</summary>
internal static class SevSnpMeasurements
{
    /// <summary>By the policy's key.</summary>
    public static ImmutableArray<(string Register, Field Field)> All { get; } =
    [
        .. new[]
        {
            AttestationReportLayout.Measurement,
            AttestationReportLayout.HostData,
            AttestationReportLayout.IdKeyDigest,
            AttestationReportLayout.AuthorKeyDigest,
            AttestationReportLayout.FamilyId,
            AttestationReportLayout.ImageId,
            AttestationReportLayout.ReportId,
            AttestationReportLayout.ReportIdMa,
        }.Select(field => (field.CamelName, field)),
    ];
}
