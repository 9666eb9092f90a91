// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Endorsing;

/// <summary>How long is waited, how often asked again, and how long an answer counts as fresh.</summary>
public sealed record EndorsementLimits
{
    /// <summary>One request, from connecting to the last byte; in the time of the machine, as sockets are.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>All attempts for one document together, waiting between them included.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Attempts for one document, where nothing else is at hand.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Attempts where a document is at hand that still does.</summary>
    public int AttemptsToRenew { get; init; } = 2;

    /// <summary>The first pause between attempts; each further one is up to twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause that a host does not ask for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a document counts as fresh, if its own next update is not earlier.</summary>
    public TimeSpan Fresh { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long before its next update a document is renewed in the background.</summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a failure stands for those who ask after it.</summary>
    public TimeSpan FailurePause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Documents that nobody used for so long are no longer renewed in the background.</summary>
    public TimeSpan Unused { get; init; } = TimeSpan.FromDays(7);
}
