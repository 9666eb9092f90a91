// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Processes;
using Grpc.Core;
using AgentApi = Attestation.AgentClient.V1.Agent;

namespace Attestation.EndToEnd.Clients;

/// <summary>Peers that die, stall, babble or crowd: each gets its due, and the next caller is served.</summary>
public sealed class UnrulyPeerTests(RunningAgent running) : IClassFixture<RunningAgent>
{
    private const int Limit = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<int, bool> Babble
    {
        get
        {
            TheoryData<int, bool> data = [];
            for (int seed = 0; seed < 16; seed++)
            {
                data.Add(seed, seed % 2 == 0);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Babble))]
    public async Task A_stream_of_garbage_is_cut_off_on_each_socket(int seed, bool onAgentSocket)
    {
        Random chance = new(seed);
        byte[] garbage = new byte[chance.Next(64, 100_000)];
        chance.NextBytes(garbage);
        byte[] preface = seed % 4 < 2 ? [] : onAgentSocket ? "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray() : "GET /checkpoint HTTP/1.1\r\n"u8.ToArray();
        using Socket socket = await RawSocket.ConnectAsync(onAgentSocket ? running.Site.AgentSocket : running.Site.LogSocket);

        await RawSocket.SendQuietlyAsync(socket, (byte[])[.. preface, .. garbage, .. "\r\n\r\n"u8]);

        await RawSocket.ClosedAsync(socket);
        await ServesAsync();
    }

    [Fact]
    public async Task Half_open_connections_keep_nobody_waiting()
    {
        List<Socket> halves = [];
        for (int i = 0; i < 40; i++)
        {
            halves.Add(await RawSocket.ConnectAsync(i % 2 == 0 ? running.Site.AgentSocket : running.Site.LogSocket));
            await halves[i].SendAsync(Encoding.ASCII.GetBytes(i % 2 == 0 ? "PRI * HT" : "GET /check"));
        }

        await ServesAsync();
        halves.ForEach(each => each.Dispose());
        await ServesAsync();
    }

    [Fact]
    public async Task More_connections_than_the_limit_are_closed_and_served_again_once_there_is_room()
    {
        List<Socket> crowd = [];
        for (int i = 0; i < Limit + 44; i++)
        {
            crowd.Add(await RawSocket.ConnectAsync(running.Site.LogSocket));
        }

        await Task.WhenAll(crowd.TakeLast(40).Select(RawSocket.ClosedAsync));
        crowd.ForEach(each => each.Dispose());

        await EventuallyServesAsync();
    }

    [Fact]
    public async Task A_slow_reader_of_heads_misses_some_and_holds_up_nobody()
    {
        using AgentConnection slow = running.Site.Connect();
        using AgentConnection connection = running.Site.Connect();
        await using IAsyncEnumerator<GetCheckpointResponse> heads = slow.WatchAsync().GetAsyncEnumerator();
        Assert.True(await heads.MoveNextAsync().AsTask().WaitAsync(Patience));
        ulong newest = 0;
        for (int i = 0; i < 50; i++)
        {
            newest = (await connection.AppendAsync(Appends.Random())).Size;
        }

        ulong seen = heads.Current.Size;
        while (seen < newest)
        {
            Assert.True(await heads.MoveNextAsync().AsTask().WaitAsync(Patience));
            Assert.True(heads.Current.Size > seen, $"size {heads.Current.Size} after {seen}");
            seen = heads.Current.Size;
        }
    }

    [Fact]
    public async Task A_connection_in_other_hands_than_those_that_opened_it_appends_nothing()
    {
        using PeerProcess peer = new(running.Site.AgentSocket);
        AgentApi.AgentClient agent = new(peer.Channel);
        AppendResponse before = await agent.AppendAsync(Appends.Random(), deadline: DateTime.UtcNow + Patience);

        peer.KillOpener();
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => agent.AppendAsync(Appends.Random(), deadline: DateTime.UtcNow + Patience).ResponseAsync);

        Assert.Equal((StatusCode.PermissionDenied, "peer-changed"), (refused.StatusCode, refused.Trailers.GetValue("attestation-reason")));
        Assert.True(before.Index > 0);
    }

    [Fact]
    public async Task An_idempotency_key_joins_the_same_body_and_refuses_another()
    {
        using AgentConnection connection = running.Site.Connect();
        byte[] digest = RandomNumberGenerator.GetBytes(32);
        string key = Guid.NewGuid().ToString("N");

        AppendResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => connection.AppendAsync(Appends.Of(digest, key))));
        AppendResponse later = await connection.AppendAsync(Appends.Of(digest, key));
        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => connection.AppendAsync(Appends.Random(key)));

        Assert.All(answers, each => Assert.Equal((later.Index, later.Statement), (each.Index, each.Statement)));
        Assert.Equal("idempotency-mismatch", refused.Reason);
        Assert.NotEqual(later.Index, (await connection.AppendAsync(Appends.Of(digest))).Index);
    }

    [Fact]
    public async Task A_purpose_of_another_socket_is_refused()
    {
        using AgentConnection connection = running.Site.Connect();

        AgentException refused = await Assert.ThrowsAsync<AgentException>(() => connection.AppendAsync(new() { Node = new() { TrustDomain = "example.org" } }));

        Assert.Equal("wrong-socket", refused.Reason);
    }

    [Fact]
    public async Task Bodies_that_say_nothing_or_too_much_are_malformed()
    {
        using AgentConnection connection = running.Site.Connect();
        AppendRequest many = new() { UserData = new() };
        many.UserData.Digests.AddRange(Enumerable.Range(0, 9).SelectMany(_ => Appends.Random().UserData.Digests));
        AppendRequest[] requests = [new(), new() { UserData = new() }, many, Appends.Of([1, 2, 3]), Appends.Random(new string('k', 33))];

        foreach (AppendRequest request in requests)
        {
            Assert.Equal("malformed", (await Assert.ThrowsAsync<AgentException>(() => connection.AppendAsync(request))).Reason);
        }
    }

    private async Task ServesAsync()
    {
        using AgentConnection connection = running.Site.Connect();
        await connection.AppendAsync(Appends.Random()).WaitAsync(Patience);
    }

    // The agent learns of the closed connections one by one.
    private async Task EventuallyServesAsync()
    {
        using CancellationTokenSource late = new(Patience);
        while (true)
        {
            try
            {
                await ServesAsync();
                return;
            }
            catch (AgentException) when (!late.IsCancellationRequested)
            {
            }
        }
    }
}
