// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Processes;
using Attestation.Statements;

namespace Attestation.EndToEnd.Crash;

/// <summary>An answer given is an answer kept: kill -9 anywhere loses none, and the next run says what the last one published.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Points = 40;
    private const int LongPoints = 200;
    private const int Lanes = 2;

    [Fact]
    public async Task Whatever_was_answered_before_a_kill_is_under_a_published_checkpoint_and_the_next_run_names_it()
    {
        int seed = Random.Shared.Next();
        int points = Environment.GetEnvironmentVariable("ATTESTATION_LONG") == "1" ? LongPoints : Points;
        output.WriteLine($"seed {seed}, {points} points");

        int[] answered = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => LaneAsync(lane, points / Lanes, new Random(seed + lane))));

        output.WriteLine($"{answered.Sum()} answered statements, all kept");
        Assert.True(answered.Sum() > points, $"{answered.Sum()} answers at {points} points: no load to speak of");
    }

    [Fact]
    public async Task Another_implementation_reads_what_a_kill_left()
    {
        using AgentSite site = new();
        IReadOnlyList<AppendResponse> answers = await KillAsync(site, KillPoint.AfterAnswers(300));

        using RunOnDisk run = RunOnDisk.Current(site.State)!;
        GoAgreement.Require(run, answers);
    }

    private async Task<int> LaneAsync(int lane, int points, Random chance)
    {
        using AgentSite site = new();
        int answered = 0;
        for (int number = 0; number < points; number++)
        {
            KillPoint point = KillPoint.Next(number, chance);
            IReadOnlyList<AppendResponse> answers = await KillAsync(site, point);
            output.WriteLine($"{lane}/{number}: {point}: {answers.Count} answered");
            answered += answers.Count;
        }

        using AgentProcess last = await site.StartAsync();
        return answered;
    }

    private static async Task<IReadOnlyList<AppendResponse>> KillAsync(AgentSite site, KillPoint point)
    {
        PreviousHead? before = Published(site);
        Directory.CreateDirectory(Path.Combine(site.State, "logs"));
        using AgentProcess agent = site.Launch();
        if (point.WhileStarting)
        {
            await point.ReachedAsync(site, agent, load: null);
            agent.Kill();
            await agent.EndAsync();
            return [];
        }

        await agent.ReadyAsync();
        using Load load = new(site);
        await point.ReachedAsync(site, agent, load).WaitAsync(TimeSpan.FromSeconds(60));
        agent.Kill();
        await agent.EndAsync();
        (IReadOnlyList<AppendResponse> answers, IReadOnlyList<AgentException> refusals) = await load.EndAsync();
        Assert.All(refusals, each => Assert.Equal(AgentException.Unreachable, each.Reason));
        Audit(site, answers, before);
        return answers;
    }

    private static void Audit(AgentSite site, IReadOnlyList<AppendResponse> answers, PreviousHead? before)
    {
        using RunOnDisk run = RunOnDisk.Current(site.State)!;
        Assert.Equal(Words(before), Words(run.Start.Previous));
        run.Covers(run.Head);
        foreach (AppendResponse answer in answers)
        {
            run.Holds(answer);
        }

        Assert.Equal(answers.Count, answers.Select(each => each.Index).Distinct().Count());
    }

    // What the last start left as current, as its checkpoint has it.
    private static PreviousHead? Published(AgentSite site)
    {
        using RunOnDisk? run = RunOnDisk.Current(site.State);
        return run is null ? null : new(run.Head.Origin.ToString(), (ulong)run.Head.Size, run.Head.Root.Bytes.ToArray());
    }

    private static string Words(PreviousHead? head) => head is null ? "none" : $"{head.Origin} {head.Size} {Convert.ToHexString(head.Root.Span)}";
}
