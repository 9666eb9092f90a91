// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestation.Endorsing.Tests;

/// <summary>An HTTPS server on this machine that plays a vendor's service, and on demand an unreliable one.</summary>
internal sealed class SimulatedService : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly RequestDelegate play;
    private readonly ConcurrentQueue<RequestDelegate> instead = new();

    private SimulatedService(RequestDelegate play, WebApplication server)
    {
        this.play = play;
        this.server = server;
    }

    /// <summary>Paths with query, in order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Answers every request, where it is set.</summary>
    public RequestDelegate? Always { get; set; }

    public string Address => server.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is Microsoft.AspNetCore.Hosting.Server.IServer running
        ? running.Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        : throw new InvalidOperationException("no server");

    public static async Task<SimulatedService> StartAsync(RequestDelegate play, X509Certificate2 certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        SimulatedService service = new(play, builder.Build());
        service.server.Run(service.AnswerAsync);
        await service.server.StartAsync();
        return service;
    }

    /// <summary>Answers the next request.</summary>
    public void Once(RequestDelegate answer) => instead.Enqueue(answer);

    public static RequestDelegate Status(int status, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return Task.CompletedTask;
    };

    /// <summary>Ends when the client gives up.</summary>
    public static async Task NeverAsync(HttpContext context)
    {
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration aborted = context.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
        RequestDelegate answer = instead.TryDequeue(out RequestDelegate? once) ? once : Always ?? play;
        await answer(context);
    }
}
