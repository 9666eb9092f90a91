// SPDX-License-Identifier: Apache-2.0

using Attestation.SevSnp.Wire;

namespace Attestation.SevSnp.Endorse;

/// <summary>The product whose service is asked about a report; a wrong one costs a refusal, never a verdict.</summary>
internal static class PlannedProduct
{
    /// <summary>By CPUID; in version 2 by the host's leaf, else by a policy that names one product alone; null where nobody says it.</summary>
    public static SnpProduct? Of(AttestationReport report, CertificateTable? table, SevSnpPolicy? policy) =>
        report.HasCpuid ? report.Product
        : TabledLeaf.Read(table?.Vcek ?? table?.Vlek) is { } leaf ? leaf.Product
        : policy is { Products: [var only] } ? only
        : null;
}
