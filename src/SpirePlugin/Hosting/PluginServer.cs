// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Grpc;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.GoPlugin;
using Attestation.SpirePlugin.Metrics;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Attestation.SpirePlugin.Hosting;

/// <summary>Kestrel on the plugin's socket: go-plugin's services, SPIRE's Init and Config, and the services of the roles that the cookie allows.</summary>
/// <remarks>The empty builder reads no settings: SPIRE's environment is inherited and not meant for us.</remarks>
internal sealed class PluginServer : IAsyncDisposable
{
    // SPIRE has one connection for everything, so its streams are all there are; what costs is bounded where it is spent.
    private const int MaxStreams = 1 << 16;
    private const int MaxMessage = 256 << 10;
    private const string HealthName = "plugin";

    // Kestrel adds it to a time stamp: of "infinite" the sum overflows, and a connection without a call is closed within a second.
    private static readonly TimeSpan Ever = TimeSpan.FromDays(36500);

    // SPIRE kills after two seconds.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication application;

    private PluginServer(WebApplication application) => this.application = application;

    /// <summary>Listens and serves.</summary>
    /// <param name="socket">Where; its directory is made.</param>
    /// <param name="candidates">Roles of the cookie's type.</param>
    /// <param name="argument">The command line's words.</param>
    /// <param name="life">The plugin's life.</param>
    /// <param name="log">The one writer of log lines.</param>
    /// <param name="clock">The clock.</param>
    public static async Task<PluginServer> StartAsync(
        UnixSocket socket, ImmutableArray<IPluginRole> candidates, string argument, PluginLife life, HclogWriter log, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders().AddProvider(new HclogProvider(log)).SetMinimumLevel(LogLevel.Debug)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning)

            // Why a connection ended, and everybody's calls with it, is told nowhere else.
            .AddFilter("Microsoft.AspNetCore.Server.Kestrel.Http2", LogLevel.Debug);

        // Its logger alone would make an activity and a scope of every call.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        AddServices(builder.Services, candidates, argument, life, clock);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, socket));
        WebApplication application = builder.Build();
        Map(application, candidates);
        await application.StartAsync().ConfigureAwait(false);
        UnixSocketFile.Show(socket);
        return new(application);
    }

    /// <summary>Stops within half a second, whoever still waits.</summary>
    public async Task StopAsync()
    {
        using CancellationTokenSource late = new(Farewell);
        await application.StopAsync(late.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application.DisposeAsync();

    private static void AddServices(IServiceCollection services, ImmutableArray<IPluginRole> candidates, string argument, PluginLife life, TimeProvider clock)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        services.AddSingleton<IHostLifetime, QuietLifetime>();
        services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxMessage;
            grpc.Interceptors.Add<CallGuard>();
        });
        services.AddSingleton(clock).AddSingleton(life).AddSingleton(new LivingRole(candidates, argument))
            .AddSingleton<CallGuard>().AddSingleton<HostServices>()
            .AddSingleton<BrokerService>().AddSingleton<StdioService>().AddSingleton<ControllerService>()
            .AddSingleton<InitService>().AddSingleton<ConfigService>().AddSingleton(Health());
        services.AddSingleton<HostMetrics>().AddSingleton<IPluginMetrics>(all => all.GetRequiredService<HostMetrics>());
        foreach (IPluginRole role in candidates)
        {
            role.AddServices(services);
        }
    }

    private static void Map(WebApplication application, ImmutableArray<IPluginRole> candidates)
    {
        application.MapGrpcService<BrokerService>();
        application.MapGrpcService<StdioService>();
        application.MapGrpcService<ControllerService>();
        application.MapGrpcService<InitService>();
        application.MapGrpcService<ConfigService>();
        application.MapGrpcService<HealthServiceImpl>();
        foreach (IPluginRole role in candidates)
        {
            role.Map(application);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, UnixSocket socket)
    {
        kestrel.LimitAll();
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
        kestrel.Limits.KeepAliveTimeout = Ever;

        // A SPIRE that is held by a debugger or a freezer still has its plugins afterwards.
        kestrel.Limits.Http2.KeepAlivePingDelay = Timeout.InfiniteTimeSpan;
        kestrel.Listen(socket, HttpProtocols.Http2);
    }

    private static HealthServiceImpl Health()
    {
        HealthServiceImpl health = new();
        health.SetStatus(HealthName, ServingStatus.Serving);
        health.SetStatus("", ServingStatus.Serving);
        return health;
    }
}
