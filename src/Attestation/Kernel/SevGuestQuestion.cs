// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>One request to AMD's guest device.</summary>
/// <param name="ReportData">REPORT_DATA, 64 bytes.</param>
/// <param name="Vmpl">The privilege level that the report is for, 0 to 3.</param>
/// <param name="CertificateBytes">Room for the host's certificate table: a multiple of 4096; 0 asks for none.</param>
public sealed record SevGuestQuestion(ReadOnlyMemory<byte> ReportData, uint Vmpl, int CertificateBytes);
