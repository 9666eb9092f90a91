// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks;

/// <summary>One run against one agent.</summary>
/// <param name="Latency">The device's latency model.</param>
/// <param name="Commit">How statements are committed, in words.</param>
/// <param name="Callers">Callers, each with one statement in flight.</param>
/// <param name="Seconds">For how long.</param>
/// <param name="Settings">The configuration behind the words.</param>
internal sealed record LoadCase(string Latency, string Commit, int Callers, int Seconds, params (string Path, string Value)[] Settings);
