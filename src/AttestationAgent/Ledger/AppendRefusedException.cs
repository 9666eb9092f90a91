// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Ledger;

/// <summary>A statement was not answered: nothing is known of it, and it may be handed in again where the reason says so.</summary>
/// <param name="reason">Why; the agent API's word for it.</param>
/// <param name="because">One sentence for people.</param>
/// <param name="inner">What it came from.</param>
internal sealed class AppendRefusedException(RefusalReason reason, string because, Exception? inner = null) : Exception(because, inner)
{
    public RefusalReason Reason => reason;

    /// <summary>When to try again; zero where nothing is known.</summary>
    public TimeSpan RetryAfter { get; init; }
}
