// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Protos.KeyManager;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Grpc.Core;

namespace Attestation.SpirePlugin.Tests.Configuration;

public sealed class ConfigServiceTests
{
    [Fact]
    public async Task Any_note_means_invalid_and_Configure_fails_with_the_first()
    {
        await using SpireHost host = await SpireHost.LoadAsync("WorkloadAttestor", SpireHost.OfAnAgent);
        const string Wrong = """{"agent_socket_dir":"run","max_binary_size":0,"other":1}""";
        string[] notes = await host.ValidateAsync(Wrong);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => host.ConfigureAsync(Wrong));

        Assert.Equal(3, notes.Length);
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(notes[0], refused.Status.Detail);
    }

    [Fact]
    public async Task Validate_says_valid_without_a_note()
    {
        await using SpireHost host = await SpireHost.LoadAsync("WorkloadAttestor", SpireHost.OfAnAgent);

        Assert.Empty(await host.ValidateAsync("""{"agent_socket_dir":"/run/x","max_binary_size":268435456,"allow_broker_pids_unsafe":true}"""));
    }

    [Fact]
    public async Task Reconfiguration_during_running_calls_disturbs_none_of_them()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        await host.ConfigureAsync("");
        KeyManager.KeyManagerClient keys = new(host.Channel);
        Task[] running = [.. Enumerable.Range(0, 50).Select(async each => await keys.GenerateKeyAsync(new() { KeyId = $"{each}", KeyType = KeyType.EcP256 }))];
        Task[] configured = [.. Enumerable.Range(0, 20).Select(each => host.ConfigureAsync($"{{\"agent_socket_dir\":\"/run/{each}\"}}"))];
        await Task.WhenAll([.. running, .. configured]);

        await Assert.ThrowsAsync<RpcException>(() => host.ConfigureAsync("{\"agent_socket_dir\":1}"));
        Assert.Equal(50, (await keys.GetPublicKeysAsync(new())).PublicKeys.Count);
        Assert.All(host.Plugin.Complaints, each => Assert.StartsWith("Attestation agent does not hear of the keys", each.Message, StringComparison.Ordinal));
    }
}
