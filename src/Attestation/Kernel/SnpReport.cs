// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>What AMD's guest device answered, unverified.</summary>
/// <param name="Report">ATTESTATION_REPORT, 1184 bytes.</param>
/// <param name="CertificateTable">The host's certificate table, cut at its last certificate; empty where the host gives none.</param>
public sealed record SnpReport(ReadOnlyMemory<byte> Report, ReadOnlyMemory<byte> CertificateTable);
