// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>What is known of a program's file for as long as nobody changes it.</summary>
/// <param name="Sha256">32 bytes.</param>
/// <param name="Mapped">How its mappings are named.</param>
internal sealed record MeasuredImage(ReadOnlyMemory<byte> Sha256, MappedFile Mapped);
