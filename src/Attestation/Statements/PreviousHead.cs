// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Statements;

/// <summary>The last published checkpoint found in the state directory, as found: runs form a chain that an auditor checks.</summary>
/// <param name="Origin">The origin of the run before.</param>
/// <param name="Size">Its last tree size.</param>
/// <param name="Root">Its last root; 32 bytes.</param>
public sealed record PreviousHead(string Origin, ulong Size, ReadOnlyMemory<byte> Root);
