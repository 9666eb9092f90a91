// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Where an event log lies.</summary>
/// <param name="Kind"><c>ccel</c> (ACPI CCEL, RTMRs of a confidential guest) or <c>tpm</c> (PCRs of a TPM or vTPM).</param>
/// <param name="Path">The log's bytes.</param>
/// <param name="TablePath">The ACPI table that describes it; null where there is none.</param>
public sealed record EventLogSource(string Kind, string Path, string? TablePath);
