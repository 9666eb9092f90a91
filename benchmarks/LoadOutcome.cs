// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Benchmarks;

/// <summary>What a load generator saw.</summary>
/// <param name="PerSecond">Statements a second.</param>
/// <param name="Latencies">Of each answer, in microseconds, sorted.</param>
/// <param name="Refused">Calls that became no leaf.</param>
/// <param name="QuoteP50Microseconds">The device's median, by the agent.</param>
internal sealed record LoadOutcome(double PerSecond, long[] Latencies, long Refused, ulong QuoteP50Microseconds)
{
    /// <summary>The latency that a part of the answers stayed within, in milliseconds.</summary>
    /// <param name="part">From 0 to 1.</param>
    public double Milliseconds(double part) => Math.Round(Latencies[Math.Min(Latencies.Length - 1, (int)(Latencies.Length * part))] / 1000.0, 2);
}
