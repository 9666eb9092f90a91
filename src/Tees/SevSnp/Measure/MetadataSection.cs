// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SevSnp.Measure;

/// <summary>One section of the firmware's SEV metadata.</summary>
/// <param name="Gpa">Where it lies in guest memory; of a page.</param>
/// <param name="Bytes">Its length; whole pages.</param>
/// <param name="Type">What it is for.</param>
internal readonly record struct MetadataSection(uint Gpa, uint Bytes, SectionType Type);
