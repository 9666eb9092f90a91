// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Net.Sockets;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Crash;
using Attestation.EndToEnd.Processes;
using Grpc.Core;
using AgentApi = Attestation.AgentClient.V1.Agent;

namespace Attestation.EndToEnd.Clients;

/// <summary>How an agent starts, refuses to, and stops.</summary>
public sealed class LifeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(AgentBinary.BuiltForm)]
    [InlineData(AgentBinary.NativeForm)]
    public async Task It_serves_is_killed_and_the_next_start_names_what_it_published(string form)
    {
        using AgentSite site = new(AgentBinary.Of(form));
        using AgentProcess agent = await site.StartAsync();
        using Load load = new(site);
        await load.AnsweredAsync(100).WaitAsync(Patience);
        agent.Kill();
        await agent.EndAsync();
        (IReadOnlyList<AppendResponse> answers, _) = await load.EndAsync();
        using RunOnDisk killed = RunOnDisk.Current(site.State)!;
        Assert.All(answers, killed.Holds);

        using AgentProcess next = await site.StartAsync();

        using RunOnDisk run = RunOnDisk.Current(site.State)!;
        Assert.Equal((killed.Head.Origin.ToString(), (ulong)killed.Head.Size), (run.Start.Previous!.Origin, run.Start.Previous.Size));
        Assert.Equal(killed.Head.Root.Bytes.ToArray(), run.Start.Previous.Root.ToArray());
        next.Terminate();
        Assert.Equal(0, (await next.EndAsync()).Code);
    }

    [Theory]
    [InlineData(AgentBinary.BuiltForm)]
    [InlineData(AgentBinary.NativeForm)]
    public async Task A_stop_during_a_slow_quote_answers_who_waits_and_exits_with_0(string form)
    {
        using AgentSite site = new(AgentBinary.Of(form)) { Latency = "tdx-stock" };
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        Task written = WrittenAsync(site);
        Task<AppendResponse> waiting = connection.AppendAsync(Appends.Random());
        await written.WaitAsync(Patience);
        Assert.False(waiting.IsCompleted);

        agent.Terminate();

        Assert.Equal("STOPPING=1", await agent.SaysAsync());
        AppendResponse answer = await waiting.WaitAsync(Patience);
        (int code, string said) = await agent.EndAsync();
        Assert.True(code == 0, said);
        using RunOnDisk run = RunOnDisk.Current(site.State)!;
        run.Holds(answer);
    }

    [Fact]
    public async Task A_stop_tells_who_watches_and_waits_for_no_idle_peer()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        await using IAsyncEnumerator<GetCheckpointResponse> heads = connection.WatchAsync().GetAsyncEnumerator();
        Assert.True(await heads.MoveNextAsync());
        using Socket idle = await RawSocket.ConnectAsync(site.LogSocket);

        agent.Terminate();

        AgentException ended = await Assert.ThrowsAsync<AgentException>(async () =>
        {
            while (await heads.MoveNextAsync())
            {
            }
        });
        Assert.Equal("run-ended", ended.Reason);
        Assert.Equal(0, (await agent.EndAsync()).Code);
    }

    [Fact]
    public async Task A_stop_before_it_serves_ends_with_0()
    {
        using AgentSite site = new() { Latency = "tdx-stock" };
        Directory.CreateDirectory(Path.Combine(site.State, "logs"));
        Task written = WrittenAsync(site);
        using AgentProcess agent = site.Launch();
        await Task.WhenAny(written, agent.Exited).WaitAsync(Patience);

        agent.Terminate();

        (int code, string said) = await agent.EndAsync();
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task A_peer_that_dies_in_the_midst_of_a_quote_leaves_its_leaf_and_holds_up_nobody()
    {
        using AgentSite site = new() { Latency = "tdx-stock" };
        using AgentProcess agent = await site.StartAsync();
        using PeerProcess peer = new(site.AgentSocket);
        using AgentConnection connection = site.Connect();
        Task written = WrittenAsync(site);
        Task dying = Assert.ThrowsAnyAsync<RpcException>(() => new AgentApi.AgentClient(peer.Channel).AppendAsync(Appends.Random(), deadline: DateTime.UtcNow + Patience).ResponseAsync);
        await written.WaitAsync(Patience);

        peer.KillOpener();
        peer.Vanish();

        await dying.WaitAsync(Patience);
        AppendResponse answer = await connection.AppendAsync(Appends.Random());
        Assert.Equal(2UL, answer.Index);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_second_agent_is_told_who_holds_the_directory(bool sameState)
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentSite other = sameState ? new() { State = site.State } : new() { Sockets = site.Sockets };

        using AgentProcess second = other.Launch();

        (int code, string said) = await second.EndAsync();
        Assert.Equal(5, code);
        Assert.Contains($"pid {agent.Pid.ToString(CultureInfo.InvariantCulture)})", said, StringComparison.Ordinal);
        using AgentConnection connection = site.Connect();
        await connection.AppendAsync(Appends.Random());
    }

    [Fact]
    public async Task A_socket_that_nobody_answers_is_replaced()
    {
        using AgentSite site = new();
        Directory.CreateDirectory(Path.GetDirectoryName(site.AgentSocket)!);
        using (Socket stale = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(site.AgentSocket));
        }

        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();
        await connection.AppendAsync(Appends.Random());
    }

    [Theory]
    [InlineData("")]
    [InlineData("precious")]
    public async Task A_file_in_the_place_of_a_socket_is_left_alone_and_named(string content)
    {
        using AgentSite site = new();
        Directory.CreateDirectory(Path.GetDirectoryName(site.LogSocket)!);
        File.WriteAllText(site.LogSocket, content);

        using AgentProcess agent = site.Launch();

        (int code, string said) = await agent.EndAsync();
        Assert.Equal(5, code);
        Assert.Contains(site.LogSocket, said, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(site.LogSocket));
    }

    [Fact]
    public async Task A_socket_that_somebody_serves_is_left_alone()
    {
        using AgentSite site = new();
        Directory.CreateDirectory(Path.GetDirectoryName(site.AgentSocket)!);
        using Socket other = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(site.AgentSocket));
        other.Listen();

        using AgentProcess agent = site.Launch();

        (int code, string said) = await agent.EndAsync();
        Assert.Equal(5, code);
        Assert.Contains("another process serves it", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_refuses_with_the_time_to_wait()
    {
        using AgentSite site = new();
        site.Settings["quotas.user-data.perSecond"] = "2";
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection connection = site.Connect();

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => Task.WhenAll(Enumerable.Range(0, 40).Select(_ => connection.AppendAsync(Appends.Random()))));

        Assert.Equal("quota", refused.Reason);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
    }

    // Completes when the next batch is on the disk, before its quote.
    private static async Task WrittenAsync(AgentSite site)
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using FileSystemWatcher watcher = new(Path.Combine(site.State, "logs")) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => seen.TrySetResult();
        watcher.EnableRaisingEvents = true;
        await seen.Task;
    }
}
