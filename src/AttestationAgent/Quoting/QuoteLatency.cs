// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Quoting;

/// <summary>How long the last quotes took.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class QuoteLatency
{
    private const int Window = 128;
    private const int StallFactor = 10;

    private static readonly TimeSpan ShortestStall = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Queue<TimeSpan> last = new(Window);

    /// <summary>The median; zero before the first quote.</summary>
    public TimeSpan Median { get; private set; }

    /// <summary>Quotes that took ten times the median and more than a second: the host throttles.</summary>
    public int Stalls { get; private set; }

    /// <summary>Takes note of a quote.</summary>
    /// <returns>True where it stalled.</returns>
    public bool Add(TimeSpan latency)
    {
        lock (gate)
        {
            bool isStall = last.Count > 0 && latency > ShortestStall && latency > StallFactor * Median;
            Stalls += isStall ? 1 : 0;
            if (last.Count == Window)
            {
                last.Dequeue();
            }

            last.Enqueue(latency);
            Median = last.Order().ElementAt(last.Count / 2);
            return isStall;
        }
    }
}
