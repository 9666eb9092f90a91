// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Completing;

/// <summary>One name of an option.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="TakesValue">Whether a word follows it.</param>
/// <param name="Values">The words that may; none where it is a file or free text.</param>
internal sealed record CompletableOption(string Name, bool TakesValue, string[] Values);
