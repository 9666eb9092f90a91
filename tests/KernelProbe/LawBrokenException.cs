// SPDX-License-Identifier: Apache-2.0

namespace Attestation.KernelProbe;

/// <summary>A law does not hold.</summary>
public sealed class LawBrokenException(string message) : Exception(message);
