// SPDX-License-Identifier: Apache-2.0

using Attestation.Catalog;

namespace Attestation.Cli.Tests.Agents;

[Collection(AgentCollection.Name)]
public sealed class LogAuditTests(AgentScene scene) : IDisposable
{
    private readonly CliRun run = new() { Catalog = TeeCatalog.Default };

    private string State => Path.Combine(run.Folder, "state");

    [Fact]
    public void Two_runs_of_one_directory_are_one_chain()
    {
        scene.CopyTo(State);

        Assert.True(Audit() == 0, run.Output);
        Assert.StartsWith("✓ one chain   2 runs", run.Output, StringComparison.Ordinal);
        Assert.Contains($"follows {scene.First[..8]} at {AgentScene.Leaves}", run.Output, StringComparison.Ordinal);
        Assert.Contains("rollback     not evaluated", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_oldest_run_that_was_pruned_is_a_remark()
    {
        scene.CopyTo(State);
        Directory.Delete(RunOf(scene.First), recursive: true);

        Assert.Equal(0, Audit());
        Assert.Contains("which is not here: pruned, or taken away", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_in_the_middle_that_was_taken_away_is_a_failure()
    {
        scene.CopyTo(State);
        AgentScene.CopyTree(Path.Combine(scene.Early, "logs", scene.First), Path.Combine(run.Folder, "kept"));
        Directory.Delete(RunOf(scene.First), recursive: true);
        using CliRun other = new();
        string stranger = AgentScene.CurrentRun(scene.Forked);
        AgentScene.CopyTree(Path.Combine(scene.Forked, "logs", stranger), RunOf(stranger));

        Assert.Equal(2, Audit());
        Assert.Contains("which is not here though older runs are", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_went_back_behind_what_its_successor_saw_is_named()
    {
        scene.CopyTo(State);
        Directory.Delete(RunOf(scene.First), recursive: true);
        AgentScene.CopyTree(Path.Combine(scene.Early, "logs", scene.First), RunOf(scene.First));

        Assert.Equal(2, Audit());
        Assert.Contains($"follows {scene.First[..8]}: size {AgentScene.Leaves} was published, and the checkpoint here says 1: rolled back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_that_follow_the_same_one_are_a_fork()
    {
        scene.CopyTo(State);
        string stranger = AgentScene.CurrentRun(scene.Forked);
        AgentScene.CopyTree(Path.Combine(scene.Forked, "logs", stranger), RunOf(stranger));

        Assert.Equal(2, Audit());
        Assert.Contains("the chain forks", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_current_that_names_an_earlier_run_is_a_rollback()
    {
        scene.CopyTo(State);
        File.WriteAllText(Path.Combine(State, "logs", "current"), $"{scene.First}\n");

        Assert.Equal(2, Audit());
        Assert.Contains($"names {scene.First[..8]}, which {scene.Second[..8]} follows: rolled back", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_remembered_checkpoint_that_was_continued_passes()
    {
        scene.CopyTo(State);

        Assert.Equal(0, Audit("--known-checkpoint", Path.Combine(scene.Early, "logs", scene.First, "checkpoint")));
        Assert.Contains($"size 1 is part of run {scene.First[..8]}… of size {AgentScene.Leaves}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_remembered_checkpoint_names_a_rollback()
    {
        AgentScene.CopyTree(scene.Early, State);

        Assert.Equal(2, Audit("--known-checkpoint", Path.Combine(scene.State, "logs", scene.First, "checkpoint"), "--output", "json"));
        Assert.Contains("rolled back", run.Json.GetProperty("findings")[1].GetProperty("says").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_remembered_checkpoint_of_a_run_that_is_not_here_fails()
    {
        AgentScene.CopyTree(scene.Early, State);

        Assert.Equal(2, Audit("--known-checkpoint", Path.Combine(scene.State, "logs", scene.Second, "checkpoint")));
        Assert.Contains("is not here: pruned, taken away, or another machine's", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_remembered_checkpoint_that_nobody_signed_fails()
    {
        scene.CopyTo(State);
        string note = File.ReadAllText(Path.Combine(RunOf(scene.First), "checkpoint"));

        Assert.Equal(2, Audit("--known-checkpoint", run.Write("known", note.Replace("\n600\n", "\n599\n", StringComparison.Ordinal))));
        Assert.Contains("is not signed by the key of run", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, Audit("--known-checkpoint", run.Write("known", "nothing")));
    }

    [Fact]
    public void One_runs_directory_is_audited_alone()
    {
        scene.CopyTo(State);

        Assert.Equal(0, run.Run("log", "audit", RunOf(scene.Second)));
        Assert.Contains("1 run", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => run.Dispose();

    private int Audit(params string[] more) => run.Run(["log", "audit", State, .. more]);

    private string RunOf(string id) => Path.Combine(State, "logs", id);
}
