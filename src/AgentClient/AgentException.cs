// SPDX-License-Identifier: Apache-2.0

namespace Attestation.AgentClient;

/// <summary>The agent refused, or cannot be reached.</summary>
/// <param name="reason">The API's word for it, for example <c>overloaded</c>; <c>unreachable</c> where nobody answered.</param>
/// <param name="because">One sentence.</param>
/// <param name="inner">What it came from.</param>
public sealed class AgentException(string reason, string because, Exception? inner = null) : Exception(because, inner)
{
    /// <summary>Reason of an agent that did not answer.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>Reason of a node statement that no key manager stands behind.</summary>
    public const string NoKey = "no-key";

    /// <summary>Reason of a node statement while two key managers hold keys.</summary>
    public const string TwoHolders = "two-holders";

    /// <summary>Reason of a process that is not measured.</summary>
    public const string ProcessRefused = "process-refused";

    /// <summary>Reason of a call beyond the quota of its caller.</summary>
    public const string Quota = "quota";

    /// <summary>The trailer that has the API's word.</summary>
    public const string ReasonTrailer = "attestation-reason";

    /// <summary>The trailer that says in how many milliseconds to try again.</summary>
    public const string RetryTrailer = "retry-after-ms";

    /// <summary>The API's word.</summary>
    public string Reason => reason;

    /// <summary>When to try again; zero where nothing is known.</summary>
    public TimeSpan RetryAfter { get; init; }
}
