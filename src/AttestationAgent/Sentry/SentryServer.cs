// SPDX-License-Identifier: Apache-2.0

using System.Net.Security;
using System.Security.Authentication;
using Attestation.Agent.Sockets;
using Attestation.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>Kestrel on <c>sentry.sock</c>, apart from the agent's other sockets: whatever is not <c>SignCertificate</c> is unimplemented there.</summary>
internal sealed class SentryServer : IAsyncDisposable
{
    // A message that is too large is a refusal, and the framework's own would be one that daprd repeats.
    private const int MaxMessage = UnixSocketListening.MaxMessage;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly WebApplication application;

    private SentryServer(WebApplication application) => this.application = application;

    /// <summary>Opens the socket and serves.</summary>
    /// <param name="parts">What answers.</param>
    /// <param name="socket">Which socket.</param>
    /// <param name="logs">Where log lines go.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="AgentFailure">It cannot be opened or owned.</exception>
    public static async Task<SentryServer> StartAsync(SentryServerParts parts, UnixSocket socket, Action<ILoggingBuilder> logs, TimeProvider clock)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        logs(builder.Logging.ClearProviders());
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddSingleton(parts.Front).AddSingleton(clock).Configure<HostOptions>(host => host.ShutdownTimeout = Farewell);
        parts.Services(builder.Services);
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = MaxMessage);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Listen(kestrel, parts, socket));
        WebApplication application = builder.Build();
        application.MapGrpcService<SentryService>();
        await application.OpenAsync(socket).ConfigureAwait(false);
        return new(application);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await application.StopAsync().ConfigureAwait(false);
        await application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Listen(KestrelServerOptions kestrel, SentryServerParts parts, UnixSocket socket)
    {
        kestrel.LimitAll();
        parts.Listen(kestrel, socket, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            parts.Gate.Guard(listen);
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Tls(parts.Certificate)) });
        });
    }

    // A ticket would carry nothing about the process.
    private static SslServerAuthenticationOptions Tls(FrontCertificate certificate) => new()
    {
        ServerCertificate = certificate.Certificate,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        ClientCertificateRequired = false,
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };
}
