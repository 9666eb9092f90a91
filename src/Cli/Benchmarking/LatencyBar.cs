// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Cli.Benchmarking;

/// <summary>One bar of a distribution.</summary>
/// <param name="From">The shortest latency that it counts.</param>
/// <param name="To">The first that it does not.</param>
/// <param name="Count">How many.</param>
internal sealed record LatencyBar(TimeSpan From, TimeSpan To, long Count);
