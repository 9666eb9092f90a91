// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Crash;
using Attestation.EndToEnd.Processes;

namespace Attestation.EndToEnd.Storage;

/// <summary>Storage that fails ends the run, by name; nothing that was answered is lost, and the next start serves.</summary>
public sealed class StorageFaultTests
{
    private const int StorageExit = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("fsync", "ENOSPC")]
    [InlineData("renameat", "EIO")]
    public async Task A_call_that_fails_under_load_ends_the_run_by_its_name(string call, string errno)
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using Load load = new(site);
        await load.AnsweredAsync(20).WaitAsync(Patience);

        using Process strace = Tracing.Inject(agent.Pid, $"{call}:error={errno}");
        await Task.WhenAny(agent.Exited, strace.WaitForExitAsync()).WaitAsync(Patience);

        Assert.SkipUnless(agent.Exited.IsCompleted || await Soon(agent.Exited), "strace may not trace here");
        await EndsAsync(site, site.State, agent, load, call == "renameat" ? "rename" : call, errno);
    }

    [Fact]
    public async Task A_full_disk_ends_the_run_and_with_room_the_next_start_serves()
    {
        using AgentSite site = new();
        Directory.CreateDirectory(site.State);
        using MountNamespace mounts = await MountNamespace.MakeAsync($"mount -t tmpfs -o size=4g,nr_inodes=120 full '{site.State}'");
        site.RunBy = mounts.RunBy;
        using AgentProcess agent = await site.StartAsync();
        using Load load = new(site);

        await EndsAsync(site, mounts.Seen(site.State), agent, load, "", "ENOSPC", () => mounts.Run("mount", "-o", "remount,nr_inodes=100000", site.State));
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_start_is_named()
    {
        using AgentSite site = new();
        Directory.CreateDirectory(site.State);
        using MountNamespace mounts = await MountNamespace.MakeAsync($"mount -t tmpfs -o size=4g,nr_inodes=12 full '{site.State}'");
        site.RunBy = mounts.RunBy;

        using AgentProcess agent = site.Launch();

        (int code, string said) = await agent.EndAsync();
        Assert.Equal(StorageExit, code);
        Assert.Contains("ENOSPC", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_becomes_read_only_ends_the_run_and_writable_again_the_next_start_serves()
    {
        using AgentSite site = new();
        string logs = Path.Combine(site.State, "logs");
        Directory.CreateDirectory(logs);
        using MountNamespace mounts = await MountNamespace.MakeAsync($"mount --bind '{logs}' '{logs}'");
        site.RunBy = mounts.RunBy;
        using AgentProcess agent = await site.StartAsync();
        using (AgentConnection connection = site.Connect())
        {
            await connection.AppendAsync(Appends.Random());
        }

        mounts.Run("mount", "-o", "remount,bind,ro", logs);
        using Load load = new(site);

        await EndsAsync(site, site.State, agent, load, "", "EROFS", () => mounts.Run("mount", "-o", "remount,bind,rw", logs));
    }

    [Fact]
    public async Task A_state_directory_that_is_removed_ends_the_run_and_the_next_start_makes_one()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        await connection.AppendAsync(Appends.Random());
        Directory.Delete(site.State, recursive: true);

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => connection.AppendAsync(Appends.Random()));

        Assert.Equal("run-ended", refused.Reason);
        (int code, string said) = await agent.EndAsync();
        Assert.Equal(StorageExit, code);
        Assert.Contains("ENOENT", said, StringComparison.Ordinal);
        Assert.Null((await ServesAsync(site, site.State)).Previous);
    }

    [Fact]
    public async Task A_tile_that_was_changed_on_the_disk_is_never_answered_from_and_ends_the_run()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        for (int i = 0; i < 3; i++)
        {
            await connection.AppendAsync(Appends.Random());
        }

        using (RunOnDisk run = RunOnDisk.Current(site.State)!)
        {
            string bundle = Path.Combine(run.Path, "tile", "entries", "000.p", "4");
            byte[] bytes = File.ReadAllBytes(bundle);
            bytes[^2] ^= 1;
            File.WriteAllBytes(bundle, bytes);
        }

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => connection.GetProofAsync(3));

        Assert.Equal("log-storage-corrupt", refused.Reason);
        (int code, string said) = await agent.EndAsync();
        Assert.Equal(StorageExit, code);
        Assert.Contains("leaf 3", said, StringComparison.Ordinal);
        await ServesAsync(site, site.State);
    }

    private static async Task EndsAsync(AgentSite site, string state, AgentProcess agent, Load load, string call, string errno, Action? mend = null)
    {
        (int code, string said) = await agent.EndAsync();
        (IReadOnlyList<AppendResponse> answers, IReadOnlyList<AgentException> refusals) = await load.EndAsync();
        Assert.Equal(StorageExit, code);
        Assert.Contains("attestation-agent: error: ", said, StringComparison.Ordinal);
        Assert.Contains(errno, said, StringComparison.Ordinal);
        Assert.Contains(call, said, StringComparison.Ordinal);
        Assert.Contains(refusals, each => each.Reason == "run-ended");
        Assert.All(refusals, each => Assert.Contains(each.Reason, (string[])["run-ended", AgentException.Unreachable]));
        using (RunOnDisk run = RunOnDisk.Current(state)!)
        {
            Assert.All(answers, run.Holds);
        }

        mend?.Invoke();
        Assert.NotNull((await ServesAsync(site, state)).Previous);
    }

    private static async Task<Statements.LogStart> ServesAsync(AgentSite site, string state)
    {
        using AgentProcess next = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        AppendResponse answer = await connection.AppendAsync(Appends.Random());
        using RunOnDisk run = RunOnDisk.Of(state, answer.Origin);
        run.Holds(answer);
        return run.Start;
    }

    private static async Task<bool> Soon(Task task)
    {
        try
        {
            await task.WaitAsync(TimeSpan.FromSeconds(5));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
