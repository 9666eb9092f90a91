// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using Attestation.Grpc;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>The composer's socket: node attestors of the same user hand keys over.</summary>
/// <remarks>
/// A SPIRE server has one node attestor of ours, with one connection. Connections, streams and message sizes are bounded; a connection
/// that does nothing is closed, and so is one whose message does not come in.
/// </remarks>
internal sealed class BindingServer : IAsyncDisposable
{
    private const int MaxMessage = 8 << 10;
    private const int MaxConnections = 64;
    private const int MaxStreams = 256;
    private const int MinBytesPerSecond = 240;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;
    private readonly DirectoryLock held;

    private BindingServer(WebApplication application, DirectoryLock held) => (this.application, this.held) = (application, held);

    /// <summary>Locks the directory and listens.</summary>
    /// <param name="directory">The state directory.</param>
    /// <param name="service">Takes records in.</param>
    /// <param name="peers">Who connected.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConfigurationRefusedException">Another composer holds the directory, or it is not ours alone.</exception>
    public static async Task<BindingServer> StartAsync(string directory, BindingService service, IPeerCredentials peers, CancellationToken cancellationToken)
    {
        BindingPlace.Make(directory);
        UnixSocket socket = new(BindingPlace.SocketIn(directory));
        BindingServer server = new(Build(socket, service, new(peers)), Lock(directory));
        bool isShown = false;
        try
        {
            UnixSocketFile.Prepare(socket);
            await server.application.StartAsync(cancellationToken).ConfigureAwait(false);
            UnixSocketFile.Show(socket);
            isShown = true;
            return server;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or SocketException)
        {
            throw new ConfigurationRefusedException($"state_dir {directory}: {failed.Message}", failed);
        }
        finally
        {
            await (isShown ? ValueTask.CompletedTask : server.DisposeAsync()).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync().ConfigureAwait(false);
        held.Dispose();
    }

    private static WebApplication Build(UnixSocket socket, BindingService service, SameUser user)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>().AddSingleton(service).AddGrpc(grpc => grpc.MaxReceiveMessageSize = MaxMessage);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.LimitAll();
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
            kestrel.Limits.MinRequestBodyDataRate = new(MinBytesPerSecond, Grace);
            kestrel.Listen(socket, HttpProtocols.Http2, listen => OursAlone(listen, user));
        });
        WebApplication application = builder.Build();
        application.MapGrpcService<BindingService>();
        return application;
    }

    private static DirectoryLock Lock(string directory)
    {
        try
        {
            return DirectoryLock.Take(BindingPlace.LockIn(directory));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationRefusedException($"state_dir {directory}: {failed.Message}; one credential composer a directory, and one directory a server", failed);
        }
    }

    private static void OursAlone(ListenOptions listen, SameUser user) => listen.Use(next => async connection =>
    {
        if (user.Is(connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.SafeHandle))
        {
            await next(connection).ConfigureAwait(false);
        }
        else
        {
            connection.Abort();
        }
    });
}
