// SPDX-License-Identifier: Apache-2.0

using Attestation.Grpc;
using Attestation.Kernel;
using Attestation.Native;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>The composer's socket: node attestors of the same user hand keys over.</summary>
internal sealed class BindingServer : IAsyncDisposable
{
    private const int MaxMessage = 16 << 10;

    private readonly WebApplication application;
    private readonly DirectoryLock held;

    private BindingServer(WebApplication application, DirectoryLock held) => (this.application, this.held) = (application, held);

    /// <summary>Locks the directory and listens.</summary>
    /// <param name="directory">The state directory.</param>
    /// <param name="keys">Where records are kept.</param>
    /// <param name="options">What is in force at each call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConfigurationRefusedException">Another composer holds the directory, or it is not ours alone.</exception>
    public static async Task<BindingServer> StartAsync(string directory, ExpectedKeys keys, Func<ComposerOptions?> options, CancellationToken cancellationToken)
    {
        BindingPlace.Make(directory);
        DirectoryLock held = Lock(directory);
        WebApplication? application = null;
        try
        {
            UnixSocket socket = new(BindingPlace.SocketIn(directory));
            WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
            builder.Logging.ClearProviders();
            builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MaxMessage);
            builder.Services.AddSingleton(new BindingService(keys, options));
            builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            {
                kestrel.LimitAll();
                kestrel.Listen(socket, HttpProtocols.Http2, SameUserAlone);
            });
            application = builder.Build();
            application.MapGrpcService<BindingService>();
            UnixSocketFile.Prepare(socket);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            UnixSocketFile.Show(socket);
            return new(application, held);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            held.Dispose();
            await (application?.DisposeAsync() ?? ValueTask.CompletedTask).ConfigureAwait(false);
            throw new ConfigurationRefusedException($"state_dir {directory}: {failed.Message}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync().ConfigureAwait(false);
        held.Dispose();
    }

    private static DirectoryLock Lock(string directory)
    {
        try
        {
            return DirectoryLock.Take(BindingPlace.LockIn(directory));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationRefusedException($"state_dir {directory}: {failed.Message}; one credential composer a directory, and one directory a server");
        }
    }

    private static void SameUserAlone(ListenOptions listen) => listen.Use(next => async connection =>
    {
        if (IsOurs(connection.Features.Get<IConnectionSocketFeature>()!.Socket.SafeHandle))
        {
            await next(connection).ConfigureAwait(false);
        }
        else
        {
            connection.Abort();
        }
    });

    private static bool IsOurs(System.Runtime.InteropServices.SafeHandle socket)
    {
        try
        {
            using Peer peer = new PeerCredentials().Of(socket);
            return peer.Uid == CurrentUser.Uid();
        }
        catch (KernelException)
        {
            return false;
        }
    }
}
