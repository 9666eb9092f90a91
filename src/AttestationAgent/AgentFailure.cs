// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Agent;

/// <summary>Ends the agent with one line for people and an exit code (CONTRACTS, section 9.3).</summary>
/// <param name="exitCode">1 a configuration that cannot be, 5 no TEE, no permission, busy or a storage that failed.</param>
/// <param name="because">What and where.</param>
/// <param name="inner">What it came from.</param>
internal sealed class AgentFailure(int exitCode, string because, Exception? inner = null) : Exception(because, inner)
{
    public const int BadConfiguration = 1;
    public const int NoEvidence = 5;

    public int ExitCode => exitCode;

    /// <summary>The next step.</summary>
    public string Hint { get; init; } = "";

    /// <summary>More lines: all problems of a configuration, all probes of a machine.</summary>
    public ImmutableArray<string> Details { get; init; } = [];
}
