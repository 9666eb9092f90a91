// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli;

/// <summary>Ends a verb with something a person can act on; caught once, in <see cref="CommandLine"/>.</summary>
/// <param name="messages">What is wrong and where, one line each; lower case, no final period.</param>
internal sealed class CliError(params IReadOnlyList<string> messages) : Exception(string.Join('\n', messages))
{
    /// <summary>One line for each thing that is wrong.</summary>
    public IReadOnlyList<string> Messages => messages;

    /// <summary>The next step or flag; null where the message says it.</summary>
    public string? Hint { get; init; }

    /// <summary>1 unless the input itself was refused.</summary>
    public ExitCode ExitCode { get; init; } = ExitCode.Unusable;
}
