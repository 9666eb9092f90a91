// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Logs;

/// <summary>A run in the chain of runs.</summary>
/// <param name="Name">The directory's own name: the run id.</param>
/// <param name="Run">The run; null where its checkpoint is not sound, or where it never published one.</param>
/// <param name="Finding">What is said of it.</param>
internal sealed record ChainLink(string Name, PublishedRun? Run, Finding Finding);
