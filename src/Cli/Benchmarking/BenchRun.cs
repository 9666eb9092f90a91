// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Statements;
using Google.Protobuf;

namespace Attestation.Cli.Benchmarking;

/// <summary>Callers that append statements to a running agent as fast as it answers.</summary>
/// <param name="socketDirectory">The agent's socket directory.</param>
/// <param name="callers">How many, each with one statement in flight.</param>
/// <param name="clock">Measures.</param>
internal sealed class BenchRun(string socketDirectory, int callers, TimeProvider clock)
{
    /// <summary>Callers of one connection: more would queue behind its frames.</summary>
    public const int CallersOfConnection = 64;

    private const int DigestBytes = 32;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly LatencyHistogram latencies = new();
    private readonly ConcurrentDictionary<string, long> refusals = [];

    /// <summary>Warms up with one statement a connection, then runs.</summary>
    /// <param name="duration">No call is begun after it; those in flight are waited for.</param>
    /// <param name="cancellationToken">Ends at once.</param>
    /// <exception cref="AgentException">The agent does not answer even once.</exception>
    public async Task<BenchOutcome> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        AgentConnection[] connections = [.. Enumerable.Range(0, (callers + CallersOfConnection - 1) / CallersOfConnection).Select(_ => new AgentConnection(socketDirectory))];
        try
        {
            await Task.WhenAll(connections.Select(each => each.AppendAsync(Request(), cancellationToken: cancellationToken))).ConfigureAwait(false);
            long start = clock.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, callers).Select(number => CallAsync(connections[number / CallersOfConnection], start, duration, cancellationToken))).ConfigureAwait(false);
            TimeSpan elapsed = clock.GetElapsedTime(start);
            GetInfoResponse agent = await connections[0].GetInfoAsync(cancellationToken).ConfigureAwait(false);
            return new(agent, callers, connections.Length, elapsed, latencies, refusals);
        }
        finally
        {
            Array.ForEach(connections, each => each.Dispose());
        }
    }

    private async Task CallAsync(AgentConnection connection, long start, TimeSpan duration, CancellationToken cancellationToken)
    {
        while (clock.GetElapsedTime(start) < duration)
        {
            long begun = clock.GetTimestamp();
            try
            {
                await connection.AppendAsync(Request(), cancellationToken: cancellationToken).ConfigureAwait(false);
                latencies.Add(clock.GetElapsedTime(begun));
            }
            catch (AgentException refused) when (refused.Reason != AgentException.Unreachable)
            {
                refusals.AddOrUpdate(refused.Reason, 1, (_, before) => before + 1);
                await Task.Delay(refused.RetryAfter > Pause ? refused.RetryAfter : Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static AppendRequest Request() => new()
    {
        UserData = new() { Digests = { new DataDigest { Algorithm = Subject.Sha256, Value = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(DigestBytes)) } } },
    };
}
