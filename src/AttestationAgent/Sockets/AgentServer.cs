// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Binding;
using Attestation.Agent.Fronts;
using Attestation.Agent.Ledger;
using Attestation.Grpc;
using Attestation.Kernel;
using Attestation.Native.LibCrypto;
using Attestation.X509;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sockets;

/// <summary>Kestrel on the agent's sockets: made private, owned, shown (CONTRACTS, section 10.1).</summary>
internal sealed class AgentServer : IAsyncDisposable
{
    /// <summary>Answers are made when the server stops: this is the time that they have on the wire.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;

    private AgentServer(WebApplication application) => this.application = application;

    /// <summary>Opens the sockets and serves.</summary>
    /// <param name="state">What from.</param>
    /// <param name="credentials">The kernel's word on peers.</param>
    /// <param name="segments">The kernel's word on who sent.</param>
    /// <param name="logs">Where log lines go.</param>
    /// <exception cref="AgentFailure">A socket cannot be opened or owned.</exception>
    public static async Task<AgentServer> StartAsync(AgentState state, IPeerCredentials credentials, ISegments segments, Action<ILoggingBuilder> logs)
    {
        SocketSet sockets = SocketSet.Of(state.Options, state.IsSimulated);
        state = state with { LogReaders = sockets.LogReaders };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        logs(builder.Logging.ClearProviders());

        // Its logger alone would make an activity and a scope of every call.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddFronts(credentials, state.Processes, segments, state.Measurement, state.Clock);
        builder.Services.AddSingleton(state).AddSingleton<IEd25519, Ed25519>().AddSingleton<BindCalls>().Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = UnixSocketListening.MaxMessage);
        builder.Services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map(HealthProbe.Ready, check => check.Name == HealthProbe.Ready);
            health.Services.Map(HealthProbe.Live, check => check.Name == HealthProbe.Live);
        }).AddCheck(HealthProbe.Ready, () => Ready(state)).AddCheck(HealthProbe.Live, () => HealthCheckResult.Healthy());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, sockets, state));
        WebApplication application = builder.Build();
        application.MapGrpcService<AgentService>();
        application.MapGrpcHealthChecksService();
        new StaticResources(state, request => MayReadEntries(request, state)).Map(application);
        await application.OpenAsync([.. sockets.All]).ConfigureAwait(false);
        return new(application);
    }

    /// <summary>Stops taking calls; those that wait are answered first.</summary>
    public Task StopAsync() => application.StopAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static void Listen(KestrelServerOptions kestrel, SocketSet sockets, AgentState state)
    {
        PeerSampling sampling = kestrel.ApplicationServices.GetRequiredService<PeerSampling>();
        kestrel.LimitAll();
        if (sockets.Agent is { } agent)
        {
            kestrel.Listen(agent, HttpProtocols.Http2, sampling.On(SocketName.Agent));
        }

        if (sockets.Node is { } node)
        {
            kestrel.Listen(node, HttpProtocols.Http2, sampling.On(SocketName.Node));
        }

        if (sockets.Bind is { } bind)
        {
            kestrel.ListenFront(bind, SocketName.Bind);
        }

        if (sockets.Log is { } log)
        {
            kestrel.Listen(log, HttpProtocols.Http1, sampling.On(SocketName.Log));
        }

        if (state.Options.Tcp.Address is { } address)
        {
            kestrel.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
        }
    }

    private static bool MayReadEntries(HttpContext request, AgentState state) => request.Features.Get<SocketPeer>() is { } peer
        ? peer.IsMemberOf(state.LogReaders)
        : state.Options.Tcp.ServeEntriesUnsafe;

    private static HealthCheckResult Ready(AgentState state)
    {
        if (state.Disk.Room() == DiskRoom.Critical)
        {
            return HealthCheckResult.Unhealthy("the log's disk has less than 2 % left");
        }

        TimeSpan age = state.Clock.GetUtcNow() - (state.Run.Newest?.At ?? default);
        return age < 2 * state.Options.Log.Heartbeat
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"the newest Evidence is {age} old{(state.Commit.DeviceFailure is { } failure ? $": {failure.Message}" : "")}");
    }
}
