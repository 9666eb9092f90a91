// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli;

/// <summary>What a verb writes on stdout.</summary>
internal enum OutputForm
{
    /// <summary>Lines for people.</summary>
    Tree,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>Nothing: the exit code is the answer.</summary>
    Quiet,
}
