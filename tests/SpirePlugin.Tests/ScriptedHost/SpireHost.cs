// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Attestation.SpirePlugin.Protos.Config;
using Attestation.SpirePlugin.Protos.GoPlugin;
using Attestation.SpirePlugin.Protos.Init;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>A SPIRE server or agent towards one plugin, step by step, so that a test chooses order, omissions and faults.</summary>
internal sealed class SpireHost : IAsyncDisposable
{
    public const string MetricsName = "spire.hostservice.common.metrics.v1.Metrics";
    public static readonly string[] OfAnAgent = [MetricsName];
    public static readonly string[] OfAServer =
        ["spire.hostservice.server.identityprovider.v1.IdentityProvider", "spire.hostservice.server.agentstore.v1.AgentStore", MetricsName];

    // SPIRE's own: after Shutdown a plugin has two seconds.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Scratch scratch = new();
    private HostServer? services;
    private AsyncDuplexStreamingCall<ConnInfo, ConnInfo>? broker;
    private AsyncServerStreamingCall<StdioData>? stdio;

    private SpireHost(string cookie, string[]? args, Dictionary<string, string>? variables) =>
        Plugin = PluginProcess.Start([cookie], scratch.Path, args, variables);

    public PluginProcess Plugin { get; }

    public GrpcChannel Channel { get; private set; } = null!;

    public string TemporaryDirectory => scratch.Path;

    public Config.ConfigClient Config => new(Channel);

    public Init.InitClient Init => new(Channel);

    public RecordedMetrics Metrics => services!.Metrics;

    /// <summary>Starts a plugin, reads its line, dials.</summary>
    public static async Task<SpireHost> StartAsync(string cookie, string[]? args = null, Dictionary<string, string>? variables = null)
    {
        SpireHost host = new(cookie, args, variables);
        try
        {
            host.Channel = Dial(await host.Plugin.SocketAsync());
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The whole start: streams, ConnInfo, Init.</summary>
    public static async Task<SpireHost> LoadAsync(string cookie, params string[] hostServices)
    {
        SpireHost host = await StartAsync(cookie);
        host.OpenStdio();
        host.OpenBroker();
        await host.TellServicesAsync();
        await host.InitAsync(hostServices);
        return host;
    }

    /// <summary>The whole start, and the options.</summary>
    public static async Task<SpireHost> ConfiguredAsync(string cookie, string[] hostServices, string options)
    {
        SpireHost host = await LoadAsync(cookie, hostServices);
        await host.ConfigureAsync(options);
        return host;
    }

    /// <summary>SIGKILL, then a successor: a supervisor starts SPIRE and its plugins anew.</summary>
    public async Task<SpireHost> CrashedAsync(Func<Task<SpireHost>> successor)
    {
        Plugin.Kill();
        await Plugin.Exited;
        await DisposeAsync();
        return await successor();
    }

    /// <summary>One connection for everything, <c>:authority</c> unused.</summary>
    public static GrpcChannel Dial(string path) => GrpcChannel.ForAddress("http://unused", new()
    {
        HttpHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            EnableMultipleHttp2Connections = false,
            ConnectCallback = async (_, cancel) =>
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = null,
    });

    public void OpenStdio() => stdio = new GRPCStdio.GRPCStdioClient(Channel).StreamStdio(new());

    public void OpenBroker() => broker = new GRPCBroker.GRPCBrokerClient(Channel).StartStream();

    /// <summary>True once the plugin has ended one of the streams that it is to hold open.</summary>
    public async Task<bool> StreamsEndAsync()
    {
        await Task.WhenAll(EndOf(() => broker!.ResponseStream.MoveNext()), EndOf(() => stdio!.ResponseStream.MoveNext())).WaitAsync(TimeSpan.FromSeconds(60));
        return true;
    }

    /// <summary>Serves our own services and tells the plugin where.</summary>
    public async Task TellServicesAsync()
    {
        string path = scratch.In("plugin123456789");
        services = await HostServer.StartAsync(path);
        await broker!.RequestStream.WriteAsync(new() { ServiceId = 1, Network = "unix", Address = path });
    }

    public async Task<string[]> InitAsync(params string[] hostServices) =>
        [.. (await Init.InitAsync(new() { HostServiceNames = { hostServices } })).PluginServiceNames];

    public async Task ConfigureAsync(string options, string trustDomain = "example.org") =>
        await Config.ConfigureAsync(new() { CoreConfiguration = new() { TrustDomain = trustDomain }, HclConfiguration = options });

    /// <summary>What <c>spire-server validate</c> makes of it: the notes, of which any means invalid.</summary>
    public async Task<string[]> ValidateAsync(string options, string trustDomain = "example.org")
    {
        ValidateResponse said = await Config.ValidateAsync(new() { CoreConfiguration = new() { TrustDomain = trustDomain }, HclConfiguration = options });
        Assert.Equal(said.Valid, said.Notes.Count == 0);
        return [.. said.Notes];
    }

    public async Task DeinitAsync() => await Init.DeinitAsync(new(), deadline: DateTime.UtcNow.AddSeconds(10));

    /// <summary>Shutdown without deadline, whose answer or error is not looked at; two seconds; SIGKILL.</summary>
    /// <returns>The exit code; 137 where it was killed.</returns>
    public async Task<int> ShutdownAsync()
    {
        try
        {
            await new GRPCController.GRPCControllerClient(Channel).ShutdownAsync(new());
        }
        catch (RpcException)
        {
            // Go's own plugins stop without an answer.
        }

        CloseStreams();
        Channel.Dispose();
        try
        {
            return await Plugin.Exited.WaitAsync(Grace);
        }
        catch (TimeoutException)
        {
            Plugin.Kill();
            return await Plugin.Exited;
        }
    }

    public async ValueTask DisposeAsync()
    {
        CloseStreams();
        Channel?.Dispose();
        Plugin.Dispose();
        if (services is not null)
        {
            await services.DisposeAsync();
        }

        scratch.Dispose();
    }

    // SPIRE resets its streams, it does not close them.
    private void CloseStreams()
    {
        broker?.Dispose();
        stdio?.Dispose();
    }

    private static async Task EndOf(Func<Task<bool>> next)
    {
        try
        {
            while (await next())
            {
            }
        }
        catch (RpcException)
        {
            // A reset is an end, too.
        }
    }
}
