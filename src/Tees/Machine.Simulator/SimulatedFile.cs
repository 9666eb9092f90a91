// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Machine.Simulator;

/// <summary>A file of a simulated machine, for whoever writes files.</summary>
/// <param name="Path">Relative, with <c>/</c>.</param>
/// <param name="Bytes">Its content.</param>
public sealed record SimulatedFile(string Path, ReadOnlyMemory<byte> Bytes);
