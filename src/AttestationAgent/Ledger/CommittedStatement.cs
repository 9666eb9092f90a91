// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Ledger;

/// <summary>A statement that is in the log for good.</summary>
/// <param name="Statement">Its bytes.</param>
/// <param name="Index">The leaf's index.</param>
/// <param name="Head">A published head that covers it.</param>
internal sealed record CommittedStatement(ReadOnlyMemory<byte> Statement, long Index, PublishedHead Head);
