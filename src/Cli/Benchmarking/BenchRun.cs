// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;

namespace Attestation.Cli.Benchmarking;

/// <summary>Callers that ask a running agent as fast as it answers.</summary>
/// <param name="socketDirectory">The agent's socket directory.</param>
/// <param name="call">What they ask for.</param>
/// <param name="callers">How many, each with one call in flight.</param>
/// <param name="clock">Measures.</param>
internal sealed class BenchRun(string socketDirectory, BenchCall call, int callers, TimeProvider clock)
{
    /// <summary>Callers of one connection: more would queue behind its frames.</summary>
    public const int CallersOfConnection = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly LatencyHistogram latencies = new();
    private readonly ConcurrentDictionary<string, long> refusals = [];

    /// <summary>Warms up with one call a connection, then runs.</summary>
    /// <param name="duration">No call is begun after it; those in flight are waited for.</param>
    /// <param name="tell">Told now and then of the time since the start and the calls that were answered.</param>
    /// <param name="cancellationToken">Ends at once.</param>
    /// <exception cref="AgentException">The agent does not answer even once.</exception>
    public async Task<BenchOutcome> RunAsync(TimeSpan duration, Action<TimeSpan, long> tell, CancellationToken cancellationToken)
    {
        AgentConnection[] connections = [.. Enumerable.Range(0, (callers + CallersOfConnection - 1) / CallersOfConnection).Select(_ => new AgentConnection(socketDirectory, call.Socket))];
        try
        {
            await Task.WhenAll(connections.Select(each => call.OnceAsync(each, cancellationToken))).ConfigureAwait(false);
            long start = clock.GetTimestamp();
            Task calls = Task.WhenAll(Enumerable.Range(0, callers).Select(number => CallAsync(connections[number / CallersOfConnection], start, duration, cancellationToken)));
            await TellAsync(calls, () => tell(clock.GetElapsedTime(start), latencies.Count)).ConfigureAwait(false);
            await calls.ConfigureAwait(false);
            TimeSpan elapsed = clock.GetElapsedTime(start);
            GetInfoResponse agent = await connections[0].GetInfoAsync(cancellationToken).ConfigureAwait(false);
            return new(agent, call, callers, connections.Length, elapsed, latencies, refusals);
        }
        finally
        {
            Array.ForEach(connections, each => each.Dispose());
        }
    }

    private async Task TellAsync(Task calls, Action tell)
    {
        using PeriodicTimer tick = new(Tick, clock);
        while (await Task.WhenAny(calls, tick.WaitForNextTickAsync(CancellationToken.None).AsTask()).ConfigureAwait(false) != calls)
        {
            tell();
        }
    }

    private async Task CallAsync(AgentConnection connection, long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        while (clock.GetElapsedTime(start) < duration)
        {
            long begun = clock.GetTimestamp();
            try
            {
                await call.OnceAsync(connection, cancellationToken).ConfigureAwait(false);
                latencies.Add(clock.GetElapsedTime(begun));
            }
            catch (AgentException refused) when (refused.Reason != AgentException.Unreachable)
            {
                refusals.AddOrUpdate(refused.Reason, 1, (_, before) => before + 1);
                await Task.Delay(refused.RetryAfter > Pause ? refused.RetryAfter : Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
