// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>An Endorsement could not be fetched. An outage is never a pass: without it an appraisal says what is missing.</summary>
/// <param name="name">The Endorsement.</param>
/// <param name="reason">Why.</param>
/// <param name="host">Who was asked; empty where nobody was.</param>
/// <param name="because">What was got and what is wanted; lower case, no final period.</param>
/// <param name="inner">The failure below, or null.</param>
public sealed class EndorsementUnavailableException(
    string name, EndorsementUnavailableReason reason, string host, string because, Exception? inner = null)
    : Exception($"{name}: {(host.Length == 0 ? "" : $"{host}: ")}{because}", inner)
{
    /// <summary>The Endorsement.</summary>
    public string Name => name;

    /// <summary>Why.</summary>
    public EndorsementUnavailableReason Reason => reason;

    /// <summary>Who was asked; empty where nobody was.</summary>
    public string Host => host;

    /// <summary>How long the host asks to be left alone; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True where the next attempt may well succeed.</summary>
    internal bool IsTransient => reason is EndorsementUnavailableReason.Unreachable or EndorsementUnavailableReason.TimedOut
        or EndorsementUnavailableReason.RateLimited or EndorsementUnavailableReason.HostFailed or EndorsementUnavailableReason.Truncated;
}
