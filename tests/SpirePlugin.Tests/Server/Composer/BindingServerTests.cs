// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;
using Attestation.Grpc;
using Attestation.SpirePlugin.Protos.Binding;
using Attestation.SpirePlugin.Server.Binding;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Client = Attestation.SpirePlugin.Protos.Binding.Binding.BindingClient;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>The composer's end, and peers that do not keep to the protocol.</summary>
public sealed class BindingServerTests
{
    // HTTP/2's first words, empty SETTINGS, and the beginning of a HEADERS frame of 16 KiB.
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";
    private const string HalfHeaders = Preface + "\0\u0040\0\u0001\u0004\0\0\0\u0001\u0001";

    private const int MaxConnections = 64;

    [Theory]
    [InlineData("")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\u0001\u0002\u0003\u0004")]
    [InlineData(Preface)]
    [InlineData(HalfHeaders)]
    public async Task Peers_that_send_garbage_half_messages_or_nothing_stand_in_nobodys_way(string sent)
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        List<Socket> peers = await ConnectAsync(site, MaxConnections / 2, sent);

        Assert.Null(await site.HandAsync([1]));
        peers.ForEach(each => each.Dispose());
        Assert.Null(await site.HandAsync([2]));
    }

    [Fact]
    public async Task More_connections_than_there_may_be_are_closed()
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        List<Socket> peers = await ConnectAsync(site, MaxConnections + 3, "");
        List<Task<bool>> ends = [.. peers.Select(IsClosedAsync)];

        for (int closed = 0; closed < 3; closed++)
        {
            Task<bool> ended = await Task.WhenAny(ends);
            Assert.True(await ended);
            ends.Remove(ended);
        }

        peers.ForEach(each => each.Dispose());
    }

    [Theory]
    [InlineData(0, 32, 0, StatusCode.InvalidArgument)]
    [InlineData(2049, 32, 0, StatusCode.InvalidArgument)]
    [InlineData(10, 31, 0, StatusCode.InvalidArgument)]
    [InlineData(10, 33, 0, StatusCode.InvalidArgument)]
    [InlineData(10, 32, 4097, StatusCode.InvalidArgument)]
    [InlineData(10, 32, 9000, StatusCode.ResourceExhausted)]
    public async Task Message_of_a_wrong_size_is_refused(int id, int key, int evidence, StatusCode code)
    {
        await using ComposerSite site = await ComposerSite.StartAsync();
        using GrpcChannel channel = UnixSocketChannel.Create(BindingPlace.SocketIn(site.StateDirectory));
        ExpectRequest request = new() { AgentId = new string('a', id), SpkiSha256 = ByteString.CopyFrom(new byte[key]), Evidence = ByteString.CopyFrom(new byte[evidence]) };

        RpcException refused = await Assert.ThrowsAsync<RpcException>(async () => await new Client(channel).ExpectAsync(request));
        Assert.Equal(code, refused.StatusCode);
        Assert.Equal(0, site.Keys.Count);
    }

    [Fact]
    public async Task Evidence_of_4096_bytes_arrives_whole()
    {
        await using ComposerSite site = await ComposerSite.StartAsync("stamp_evidence = true");
        byte[] evidence = [.. Enumerable.Range(0, 4096).Select(each => (byte)(each % 251))];
        Assert.Null(await site.HandAsync([1], evidence: evidence));

        Assert.Equal(evidence, Assert.Single((await site.ComposeAsync([1], attributes: new() { Subject = new() })).Attributes.ExtraExtensions).Value);
    }

    private static async Task<List<Socket>> ConnectAsync(ComposerSite site, int count, string sent)
    {
        List<Socket> peers = [];
        for (int i = 0; i < count; i++)
        {
            Socket peer = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            peers.Add(peer);
            await peer.ConnectAsync(new UnixDomainSocketEndPoint(BindingPlace.SocketIn(site.StateDirectory)), TestContext.Current.CancellationToken);
            await peer.SendAsync(Encoding.Latin1.GetBytes(sent), TestContext.Current.CancellationToken);
        }

        return peers;
    }

    private static async Task<bool> IsClosedAsync(Socket peer)
    {
        try
        {
            return await peer.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
