// SPDX-License-Identifier: Apache-2.0

using Attestation.SpirePlugin.Tests.ScriptedHost;
using Attestation.SpirePlugin.Protos.KeyManager;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Attestation.SpirePlugin.Tests.GoPlugin;

public sealed class LifeCycleTests
{
    private const string ConfigName = "spire.service.common.config.v1.Config";

    [Theory]
    [InlineData("stdio", "broker", "info", "init")]
    [InlineData("broker", "stdio", "init", "info")]
    [InlineData("init", "broker", "info", "stdio")]
    [InlineData("broker", "info", "init")]
    [InlineData("init")]
    public async Task Plugin_loads_in_whatever_order_the_first_streams_arrive(params string[] order)
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager");
        foreach (string step in order)
        {
            await StepAsync(host, step);
        }

        await host.ConfigureAsync("");
        await host.DeinitAsync();
        Assert.Equal(0, await host.ShutdownAsync());
    }

    [Fact]
    public async Task Shutdown_ends_the_process_with_0_and_leaves_nothing_behind()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        string directory = Path.GetDirectoryName(await host.Plugin.SocketAsync())!;
        await host.DeinitAsync();

        Assert.Equal(0, await host.ShutdownAsync());
        Assert.False(Directory.Exists(directory));
        Assert.Empty(host.Plugin.Complaints);
    }

    [Fact]
    public async Task Shutdown_without_Deinit_while_an_RSA_key_is_made_ends_within_SPIREs_two_seconds()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        KeyManager.KeyManagerClient keys = new(host.Channel);
        AsyncUnaryCall<GenerateKeyResponse>[] slow =
            [.. Enumerable.Range(0, 8).Select(each => keys.GenerateKeyAsync(new() { KeyId = $"{each}", KeyType = KeyType.Rsa4096 }))];

        Assert.Equal(0, await host.ShutdownAsync());
        foreach (AsyncUnaryCall<GenerateKeyResponse> each in slow)
        {
            each.Dispose();
        }
    }

    [Fact]
    public async Task Streams_are_held_until_Shutdown()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        Task<bool> ended = host.StreamsEndAsync();
        await host.ConfigureAsync("");
        await host.DeinitAsync();
        Assert.False(ended.IsCompleted);

        Assert.Equal(0, await host.ShutdownAsync());
        Assert.True(await ended);
    }

    [Fact]
    public async Task Validate_then_SIGKILL_is_all_that_spire_server_validate_does()
    {
        await using SpireHost live = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        await using SpireHost second = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        Assert.Empty(await second.ValidateAsync(""));
        second.Plugin.Kill();

        Assert.Equal(137, await second.Plugin.Exited);
        Assert.Empty(second.Plugin.Complaints);
        await live.ConfigureAsync("");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("USR1")]
    public async Task Signal_to_the_group_leaves_the_plugin_to_SPIRE(string signal)
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        host.Plugin.Signal(signal);
        host.Plugin.Signal(signal);

        await host.ConfigureAsync("");
        await host.DeinitAsync();
        Assert.Equal(0, await host.ShutdownAsync());
    }

    [Fact]
    public async Task Health_of_the_service_named_plugin_is_serving()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager");
        HealthCheckResponse said = await new Health.HealthClient(host.Channel).CheckAsync(new() { Service = "plugin" });

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, said.Status);
    }

    [Theory]
    [InlineData("KeyManager", "spire.plugin.agent.keymanager.v1.KeyManager")]
    [InlineData("WorkloadAttestor", "spire.plugin.agent.workloadattestor.v1.WorkloadAttestor")]
    public async Task Init_announces_the_roles_service_and_Config_alone(string cookie, string service)
    {
        await using SpireHost host = await SpireHost.StartAsync(cookie);

        Assert.Equal([service, ConfigName], await host.InitAsync(SpireHost.OfAnAgent));
    }

    [Fact]
    public async Task Argument_of_the_living_role_is_fine()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager", ["agent", "key-manager"]);

        Assert.Equal(2, (await host.InitAsync(SpireHost.OfAnAgent)).Length);
    }

    [Theory]
    [InlineData("server", "credential-composer")]
    [InlineData("key-manager")]
    public async Task Argument_of_another_role_is_an_error_of_Init(params string[] args)
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager", args);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => host.InitAsync(SpireHost.OfAnAgent));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Contains("agent key-manager", refused.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await host.ShutdownAsync());
    }

    [Fact]
    public async Task Key_manager_of_a_server_is_an_error_of_Init()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager");
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => host.InitAsync(SpireHost.OfAServer));

        Assert.Equal("this is no plugin for a SPIRE server; it can be agent key-manager", refused.Status.Detail);
    }

    [Fact]
    public async Task Calls_before_Init_are_refused()
    {
        await using SpireHost host = await SpireHost.StartAsync("KeyManager");

        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => host.ConfigureAsync(""))).StatusCode);
        RpcException early = await Assert.ThrowsAsync<RpcException>(async () => await new KeyManager.KeyManagerClient(host.Channel).GetPublicKeysAsync(new()));
        Assert.Equal(StatusCode.FailedPrecondition, early.StatusCode);
    }

    [Fact]
    public async Task Message_over_256_KiB_is_refused_and_the_connection_lives()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        KeyManager.KeyManagerClient keys = new(host.Channel);
        SignDataRequest large = new() { KeyId = "A", Data = ByteString.CopyFrom(new byte[256 << 10]) };

        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await keys.SignDataAsync(large))).StatusCode);
        Assert.Empty((await keys.GetPublicKeysAsync(new())).PublicKeys);
    }

    [Fact]
    public async Task More_than_a_thousand_open_streams_on_the_one_connection_hinder_no_call()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        Health.HealthClient health = new(host.Channel);
        AsyncServerStreamingCall<HealthCheckResponse>[] open = [.. Enumerable.Range(0, 1500).Select(_ => health.Watch(new() { Service = "plugin" }))];
        foreach (AsyncServerStreamingCall<HealthCheckResponse> each in open)
        {
            Assert.True(await each.ResponseStream.MoveNext());
        }

        Assert.Empty((await new KeyManager.KeyManagerClient(host.Channel).GetPublicKeysAsync(new())).PublicKeys);
        Assert.Equal(0, await host.ShutdownAsync());
    }

    [Fact]
    public async Task Connection_that_drops_is_dialled_again_on_the_same_socket()
    {
        await using SpireHost host = await SpireHost.LoadAsync("KeyManager", SpireHost.OfAnAgent);
        KeyManager.KeyManagerClient before = new(host.Channel);
        await before.GenerateKeyAsync(new() { KeyId = "A", KeyType = KeyType.EcP256 });
        host.Channel.Dispose();
        using GrpcChannel again = SpireHost.Dial(await host.Plugin.SocketAsync());

        Assert.Single((await new KeyManager.KeyManagerClient(again).GetPublicKeysAsync(new())).PublicKeys);
    }

    private static async Task StepAsync(SpireHost host, string step)
    {
        switch (step)
        {
            case "stdio":
                host.OpenStdio();
                break;
            case "broker":
                host.OpenBroker();
                break;
            case "info":
                await host.TellServicesAsync();
                break;
            default:
                Assert.Contains(ConfigName, await host.InitAsync(SpireHost.OfAnAgent));
                break;
        }
    }
}
