// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.EndToEnd.Spire;

/// <summary>Callers whom nobody has authenticated, all at once. Two gigabytes go through one connection: nothing else runs beside them.</summary>
[Collection(nameof(FloodTests))]
[CollectionDefinition(nameof(FloodTests), DisableParallelization = true)]
public sealed class FloodTests
{
    [Theory]
    [InlineData(1 << 10)]
    [InlineData(4 << 20)]
    public async Task Five_hundred_half_open_attestations_keep_a_good_one_from_nothing(int payload)
    {
        await using SpireNode node = await SpireNode.StartAsync();
        await using SpireServer server = await SpireServer.StartAsync(null, node);
        await node.GenerateKeyAsync();
        await server.AttestAsync(node);
        SpirePlugin.Protos.ServerNodeAttestor.NodeAttestor.NodeAttestorClient client = new(server.Attestor.Channel);
        ByteString anonymous = ByteString.CopyFromUtf8($"{{\"version\":1,\"tees\":[\"tdx\"],\"x\":\"{new string('x', payload)}\"}}");
        AsyncDuplexStreamingCall<AttestRequest, AttestResponse>[] open = [.. Enumerable.Range(0, 500).Select(_ => client.Attest())];
        Task[] writing = [.. open.Select(each => WrittenAsync(each, anonymous))];

        AgentAttributes[] good = await ToldAsync(server, Task.WhenAll(Enumerable.Range(0, 10).Select(_ => server.AttestAsync(node))));

        Assert.Equal(10, good.Length);
        Assert.InRange(server.Attestor.Plugin.ResidentKilobytes(), 1, 512 << 10);
        Array.ForEach(open, each => each.Dispose());
        await Task.WhenAll(writing);
    }

    // What went wrong stands in the plugin's log, between refusals.
    private static async Task<T> ToldAsync<T>(SpireServer server, Task<T> good)
    {
        try
        {
            return await good.WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (Exception failed)
        {
            throw new InvalidOperationException(string.Join('\n', server.Attestor.Plugin.Log.Where(line => line.Message != "Attestation refused").TakeLast(40)), failed);
        }
    }

    // A payload that is too large is refused while it is written.
    private static async Task WrittenAsync(AsyncDuplexStreamingCall<AttestRequest, AttestResponse> call, ByteString payload)
    {
        try
        {
            await call.RequestStream.WriteAsync(new() { Payload = payload });
        }
        catch (Exception refused) when (refused is RpcException or InvalidOperationException or OperationCanceledException)
        {
            // As it should.
        }
    }
}
