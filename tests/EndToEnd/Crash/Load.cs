// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Crash;

/// <summary>Callers that append until nobody answers any more, and keep every answer.</summary>
internal sealed class Load : IDisposable
{
    private const int Connections = 4;
    private const int CallersEach = 4;

    private readonly List<AgentConnection> connections = [];
    private readonly ConcurrentQueue<AppendResponse> answers = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> awaited = new();
    private readonly Task[] callers;
    private int count;

    public Load(AgentSite site)
    {
        connections.AddRange(Enumerable.Range(0, Connections).Select(_ => site.Connect()));
        callers = [.. connections.SelectMany(each => Enumerable.Range(0, CallersEach).Select(_ => Task.Run(() => AppendAsync(each))))];
    }

    /// <summary>Completes with that answer.</summary>
    public Task AnsweredAsync(int number)
    {
        TaskCompletionSource reached = awaited.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        return Volatile.Read(ref count) >= number ? Task.CompletedTask : reached.Task;
    }

    /// <summary>Waits until the callers have given up.</summary>
    /// <returns>Every answer, and how each caller was told.</returns>
    public async Task<(IReadOnlyList<AppendResponse> Answers, IReadOnlyList<AgentException> Refusals)> EndAsync()
    {
        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60));
        return ([.. answers], [.. refusals]);
    }

    public void Dispose() => connections.ForEach(each => each.Dispose());

    private readonly ConcurrentQueue<AgentException> refusals = new();

    private async Task AppendAsync(AgentConnection connection)
    {
        try
        {
            while (true)
            {
                answers.Enqueue(await connection.AppendAsync(Appends.Random()));
                if (awaited.TryGetValue(Interlocked.Increment(ref count), out TaskCompletionSource? reached))
                {
                    reached.TrySetResult();
                }
            }
        }
        catch (AgentException refused)
        {
            refusals.Enqueue(refused);
        }
    }
}
