// SPDX-License-Identifier: Apache-2.0

using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>A published head whose Evidence lies on disk; small, since a busy agent publishes sixty a second. Its note is made again when asked for.</summary>
/// <param name="Size">Tree size.</param>
/// <param name="Root">The tree's root.</param>
/// <param name="At">When it was published.</param>
internal readonly record struct KeptHead(long Size, TreeHash Root, DateTimeOffset At);
