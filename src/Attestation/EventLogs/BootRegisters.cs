// SPDX-License-Identifier: Apache-2.0

namespace Attestation.EventLogs;

/// <summary>Where a TEE's firmware measures what <see cref="BootFacts"/> reads, by the numbers of its log.</summary>
/// <param name="SecureBoot">The register of Secure Boot's variables.</param>
/// <param name="Programs">The register of the programs that firmware starts.</param>
/// <param name="CommandLine">The register of what a boot loader hands the kernel.</param>
public sealed record BootRegisters(uint SecureBoot, uint Programs, uint CommandLine);
