// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient.V1;

namespace Attestation.Cli.Benchmarking;

/// <summary>What a run against an agent gave.</summary>
/// <param name="Agent">The agent after the run.</param>
/// <param name="Call">What was asked for.</param>
/// <param name="Callers">Callers, each with one call in flight.</param>
/// <param name="Connections">Connections that they share.</param>
/// <param name="Elapsed">From the first call to the last answer.</param>
/// <param name="Latencies">Of the calls that were answered.</param>
/// <param name="Refusals">How often each reason was given instead.</param>
internal sealed record BenchOutcome(
    GetInfoResponse Agent, BenchCall Call, int Callers, int Connections, TimeSpan Elapsed, LatencyHistogram Latencies, IReadOnlyDictionary<string, long> Refusals)
{
    private const int StallFactor = 10;

    private static readonly TimeSpan ShortestStall = TimeSpan.FromSeconds(1);

    /// <summary>Calls that were answered, a second.</summary>
    public double PerSecond => Elapsed > TimeSpan.Zero ? Latencies.Count / Elapsed.TotalSeconds : 0;

    /// <summary>A call that took longer stalled: ten times the median, and more than a second.</summary>
    public TimeSpan StallLimit => Latencies.Quantile(0.5) * StallFactor is var many && many > ShortestStall ? many : ShortestStall;

    /// <summary>Calls that stalled: the host throttles, or the disk stood.</summary>
    public long Stalls => Latencies.Above(StallLimit);
}
