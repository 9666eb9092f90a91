// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestation.SpirePlugin.Tests.ScriptedHost;

/// <summary>SPIRE's own services for one plugin, on a socket of their own.</summary>
internal sealed class HostServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private HostServer(WebApplication application, RecordedMetrics metrics) => (this.application, Metrics) = (application, metrics);

    public RecordedMetrics Metrics { get; }

    public static async Task<HostServer> StartAsync(string path)
    {
        RecordedMetrics metrics = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(metrics).AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication application = builder.Build();
        application.MapGrpcService<RecordedMetrics>();
        await application.StartAsync();
        return new(application, metrics);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
