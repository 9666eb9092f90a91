// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Globalization;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Crash;

/// <summary>When an agent is killed.</summary>
internal abstract record KillPoint
{
    private static readonly string[] Calls = ["fsync", "renameat", "openat", "unlinkat", "write"];
    private static readonly string[] Files = ["tile/entries/", "tile/0/", "evidence/", "checkpoint.tmp", "checkpoint"];

    /// <summary>True where it is killed before it serves.</summary>
    public bool WhileStarting { get; init; }

    /// <summary>Points of all kinds, spread by chance.</summary>
    public static KillPoint Next(int number, Random chance) => (number % 10) switch
    {
        0 or 4 => new AfterTime(TimeSpan.FromMilliseconds(chance.Next(0, 200))),
        1 or 5 => new AfterAnswer(chance.Next(1, 150)),
        2 or 6 or 8 => new AtFile(Files[chance.Next(Files.Length)], chance.Next(1, 25)),
        9 => new AtFile(Files[chance.Next(Files.Length)], 1) { WhileStarting = true },
        _ => new InCall(Calls[chance.Next(Calls.Length)], chance.Next(1, 20)),
    };

    /// <summary>Right after that many answers.</summary>
    public static KillPoint AfterAnswers(int number) => new AfterAnswer(number);

    /// <summary>Completes when the moment has come; some kill by themselves.</summary>
    public abstract Task ReachedAsync(AgentSite site, AgentProcess agent, Load? load);

    /// <summary>Some time after the first answer.</summary>
    private sealed record AfterTime(TimeSpan Time) : KillPoint
    {
        public override async Task ReachedAsync(AgentSite site, AgentProcess agent, Load? load)
        {
            await load!.AnsweredAsync(1);
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            await using ITimer timer = TimeProvider.System.CreateTimer(_ => reached.TrySetResult(), null, Time, Timeout.InfiniteTimeSpan);
            await reached.Task;
        }
    }

    /// <summary>Right after a caller has its answer.</summary>
    private sealed record AfterAnswer(int Number) : KillPoint
    {
        public override Task ReachedAsync(AgentSite site, AgentProcess agent, Load? load) => load!.AnsweredAsync(Number);
    }

    /// <summary>When the n-th file of a kind appears: between two steps of a commit.</summary>
    private sealed record AtFile(string Kind, int Number) : KillPoint
    {
        public override async Task ReachedAsync(AgentSite site, AgentProcess agent, Load? load)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int seen = 0;
            using FileSystemWatcher watcher = new(Path.Combine(site.State, "logs")) { IncludeSubdirectories = true };
            void Look(string? name)
            {
                if (name is not null && IsOfKind(name) && Interlocked.Increment(ref seen) == Number)
                {
                    agent.Kill();
                    reached.TrySetResult();
                }
            }

            watcher.Created += (_, change) => Look(change.Name);
            watcher.Renamed += (_, change) => Look(change.Name);
            watcher.EnableRaisingEvents = true;
            await Task.WhenAny(reached.Task, agent.Exited, WhileStarting ? agent.ReadyAsync() : new TaskCompletionSource().Task);
        }

        private bool IsOfKind(string name) => Kind.EndsWith('/') ? name.Contains($"/{Kind}", StringComparison.Ordinal) : name.EndsWith($"/{Kind}", StringComparison.Ordinal);
    }

    /// <summary>In the n-th system call of its name that a thread makes, by strace; at once where there is no strace.</summary>
    private sealed record InCall(string Call, int Number) : KillPoint
    {
        public override async Task ReachedAsync(AgentSite site, AgentProcess agent, Load? load)
        {
            await load!.AnsweredAsync(1);
            using Process? strace = Tracing.TryInject(agent.Pid, $"{Call}:signal=SIGKILL:when={Number.ToString(CultureInfo.InvariantCulture)}");
            await Task.WhenAny(agent.Exited, strace?.WaitForExitAsync() ?? Task.CompletedTask);
        }
    }
}
