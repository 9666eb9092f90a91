// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.EndToEnd.Clients;
using Attestation.EndToEnd.Processes;
using Attestation.Native;
using Attestation.Native.LibCrypto;
using Attestation.Statements;
using Google.Protobuf;
using Grpc.Core;
using AgentApi = Attestation.AgentClient.V1.Agent;

namespace Attestation.EndToEnd.Nodes;

/// <summary>The node socket: who may attest this node, with which key.</summary>
public sealed class NodeStatementTests
{
    [Fact]
    public async Task The_newest_key_of_the_same_parent_is_attested()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        await using TestKeyManager keys = new(site.ConnectNode());
        Task serving = keys.ServeAsync();

        AppendRequest request = Request();
        NodeStatement said = await SaidAsync(node, request);

        Assert.Equal(SHA256.HashData(keys.Spki.Span), said.Possession.Spki.ToArray());
        Assert.Equal(Outcome.Pass, PossessionMatch.Appraise(said, new Ed25519()).Outcome);
        Assert.Equal(("example.org", "boot"), (said.TrustDomain, said.Instance.Kind));
        Assert.Equal(request.Node.ServerNonce.ToByteArray(), said.ServerNonce.ToArray());
        Assert.Equal(Environment.ProcessId, said.Caller.Process.Pid);
        Assert.Equal(SHA256.HashData(File.ReadAllBytes($"/proc/{Environment.ProcessId}/exe")), said.Caller.Exe.ToArray());
        Assert.Equal((new Native.Processes().StatOf(Environment.ProcessId).Parent, StartTime.TicksOf(said.Caller.ParentPid)), (said.Caller.ParentPid, said.Caller.ParentStartTime));
    }

    [Fact]
    public async Task No_other_user_may_read_the_boot_s_key_or_reach_the_socket()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();

        string file = Path.Combine(site.Sockets, "private", "instance.key");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(site.Sockets, "node")));
    }

    [Fact]
    public async Task A_key_of_another_boot_is_replaced()
    {
        using AgentSite site = new();
        string file = Path.Combine(site.Sockets, "private", "instance.key");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using ECDsa old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file, $"{Guid.NewGuid():D}\n{old.ExportPkcs8PrivateKeyPem()}\n");
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        await using TestKeyManager keys = new(site.ConnectNode());
        Task serving = keys.ServeAsync();

        NodeStatement said = await SaidAsync(node, Request());

        Assert.NotEqual(SHA256.HashData(old.ExportSubjectPublicKeyInfo()), said.Instance.Sha256.ToArray());
    }

    [Fact]
    public async Task Where_the_run_is_configured_it_tells_the_node()
    {
        using AgentSite site = new();
        site.Settings["instance"] = "run";
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        await using TestKeyManager keys = new(site.ConnectNode());
        Task serving = keys.ServeAsync();

        AppendResponse answer = await RetriedAsync(node, Request());

        NodeInstance instance = Parsed(answer).Instance;
        Assert.Equal(("run", true), (instance.Kind, answer.Origin.EndsWith(Convert.ToHexStringLower(instance.Sha256.Span), StringComparison.Ordinal)));
        Assert.False(Directory.Exists(Path.Combine(site.Sockets, "private")));
    }

    [Fact]
    public async Task Without_a_key_manager_there_is_no_statement()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();

        Assert.Equal("no-key", (await Assert.ThrowsAsync<AgentException>(() => node.AppendAsync(Request()))).Reason);
    }

    [Fact]
    public async Task Two_key_managers_stand_in_everybodys_way_until_one_goes()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        await using TestKeyManager keys = new(site.ConnectNode());
        Task serving = keys.ServeAsync();
        await SaidAsync(node, Request());
        TestKeyManager second = new(site.ConnectNode());
        await second.AnnounceAsync(second.Spki);

        await ReasonComesAsync(node, "two-holders");
        await second.DisposeAsync();

        await ReasonComesAsync(node, null);
    }

    [Fact]
    public async Task A_caller_of_another_parent_has_no_key()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        await using TestKeyManager keys = new(site.ConnectNode());
        Task serving = keys.ServeAsync();
        using AgentConnection own = site.ConnectNode();
        await SaidAsync(own, Request());
        using PeerProcess stranger = new(AgentConnection.SocketIn(site.Sockets, AgentSocket.Node));

        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await new AgentApi.AgentClient(stranger.Channel).AppendAsync(Request()));

        Assert.Equal("no-key", refused.Trailers.GetValue(AgentException.ReasonTrailer));
        Assert.Contains("was started by", refused.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_announced_before_the_answer_counts()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        await using TestKeyManager keys = new(site.ConnectNode());
        using ECDsa newer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        ByteString newest = ByteString.CopyFrom(newer.ExportSubjectPublicKeyInfo());
        await keys.AnnounceAsync(keys.Spki);
        Task<NodeStatement> saying = RetriedAsync(node);
        KeySigning asked = await keys.AskedAsync();

        await keys.AnnounceAsync(keys.Spki, newest);
        await keys.AnswerAsync(asked, keys.Key);
        KeySigning again = await keys.AskedAsync();
        await keys.AnswerAsync(again, newer);

        Assert.Equal(newest, again.Spki);
        Assert.Equal(SHA256.HashData(newest.Span), (await saying).Possession.Spki.ToArray());
    }

    [Fact]
    public async Task A_signature_by_another_key_is_refused_before_anything_is_appended()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        await using TestKeyManager keys = new(site.ConnectNode());
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await keys.AnnounceAsync(keys.Spki);
        Task<NodeStatement> saying = RetriedAsync(node);
        await keys.AnswerAsync(await keys.AskedAsync(), other);

        Assert.Equal("possession-invalid", (await Assert.ThrowsAsync<AgentException>(() => saying)).Reason);
        Assert.Equal(1UL, (await node.GetInfoAsync()).Size);
    }

    [Fact]
    public async Task Each_socket_has_purposes_of_its_own()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        using AgentConnection plain = site.Connect();
        using AsyncDuplexStreamingCall<HoldKeysRequest, HoldKeysResponse> keys = plain.HoldKeys();

        Assert.Equal("wrong-socket", (await Assert.ThrowsAsync<AgentException>(() => plain.AppendAsync(Request()))).Reason);
        Assert.Equal("wrong-socket", (await Assert.ThrowsAsync<AgentException>(() => node.AppendAsync(Appends.Random()))).Reason);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => keys.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal("wrong-socket", refused.Trailers.GetValue(AgentException.ReasonTrailer));
    }

    [Theory]
    [InlineData(31, 32, "example.org")]
    [InlineData(32, 33, "example.org")]
    [InlineData(32, 32, "")]
    public async Task What_no_server_asks_is_malformed(int server, int agentNonce, string trustDomain)
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        using AgentConnection node = site.ConnectNode();
        AppendRequest request = Request();
        request.Node.ServerNonce = ByteString.CopyFrom(new byte[server]);
        request.Node.AgentNonce = ByteString.CopyFrom(new byte[agentNonce]);
        request.Node.TrustDomain = trustDomain;

        Assert.Equal("malformed", (await Assert.ThrowsAsync<AgentException>(() => node.AppendAsync(request))).Reason);
    }

    [Fact]
    public async Task Keys_that_are_too_many_or_too_long_end_the_stream()
    {
        using AgentSite site = new();
        using AgentProcess agent = await site.StartAsync();
        await using TestKeyManager many = new(site.ConnectNode());
        await many.AnnounceAsync(Enumerable.Repeat(many.Spki, 17));
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(many.AskedAsync)).StatusCode);
        await using TestKeyManager longer = new(site.ConnectNode());
        await longer.AnnounceAsync(ByteString.CopyFrom(new byte[1025]));
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(longer.AskedAsync)).StatusCode);
    }

    private static AppendRequest Request() => new()
    {
        Node = new()
        {
            TrustDomain = "example.org",
            ServerNonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32)),
            AgentNonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32)),
        },
    };

    // The stream of a key manager and this call come to the agent in either order.
    private static async Task<NodeStatement> SaidAsync(AgentConnection node, AppendRequest request) => Parsed(await RetriedAsync(node, request));

    private static async Task<NodeStatement> RetriedAsync(AgentConnection node) => Parsed(await RetriedAsync(node, Request()));

    private static async Task<AppendResponse> RetriedAsync(AgentConnection node, AppendRequest request)
    {
        for (Stopwatch time = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await node.AppendAsync(request);
            }
            catch (AgentException early) when (early.Reason == "no-key" && time.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Yield();
            }
        }
    }

    private static async Task ReasonComesAsync(AgentConnection node, string? wanted)
    {
        for (Stopwatch time = Stopwatch.StartNew(); ;)
        {
            string? reason = null;
            try
            {
                await node.AppendAsync(Request());
            }
            catch (AgentException refused)
            {
                reason = refused.Reason;
            }

            if (reason == wanted)
            {
                return;
            }

            Assert.True(time.Elapsed < TimeSpan.FromSeconds(30), $"still {reason ?? "answered"}, want {wanted ?? "an answer"}");
        }
    }

    private static NodeStatement Parsed(AppendResponse answer)
    {
        Assert.True(Statement.TryParse(answer.Statement.Memory, out Statement? statement, out var malformed), malformed?.ToString());
        return NodeStatement.Of(statement);
    }
}
