// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Attestation.Machine.Simulator;
using Attestation.Tdx.Simulator;
using Attestation.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Attestation.Endorsing.Tests;

/// <summary>An HTTPS server on this machine that plays Intel's PCS, and PCCS with its hex, from a simulated machine's collateral.</summary>
internal sealed class SimulatedService : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ConcurrentQueue<RequestDelegate> instead = new();

    private SimulatedService(SimulatedTdxMachine machine, WebApplication server)
    {
        Machine = machine;
        this.server = server;
    }

    public SimulatedTdxMachine Machine { get; set; }

    /// <summary>True answers as PCCS does: CRLs in hex.</summary>
    public bool IsPccs { get; set; }

    /// <summary>Paths with query, in order of arrival.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Answers every request, where it is set.</summary>
    public RequestDelegate? Always { get; set; }

    public string Address => server.Services.GetService(typeof(Microsoft.AspNetCore.Hosting.Server.IServer)) is Microsoft.AspNetCore.Hosting.Server.IServer running
        ? running.Features.Get<IServerAddressesFeature>()!.Addresses.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)
        : throw new InvalidOperationException("no server");

    public static async Task<SimulatedService> StartAsync(SimulatedTdxMachine machine, X509Certificate2 certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        SimulatedService service = new(machine, builder.Build());
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

    public Task PlayAsync(HttpContext context)
    {
        string query = context.Request.QueryString.Value ?? "";
        (string Name, string Suffix, string? Header) found = context.Request.Path.Value switch
        {
            "/tdx/certification/v4/tcb" => ($"intel/tdx/tcb-info/{query.Replace("?fmspc=", "", StringComparison.Ordinal)}", ".json", "TCB-Info-Issuer-Chain"),
            "/tdx/certification/v4/qe/identity" => ("intel/tdx/qe-identity", ".json", "SGX-Enclave-Identity-Issuer-Chain"),
            "/sgx/certification/v4/pckcrl" => ($"intel/pck-crl/{(query.Contains("ca=platform", StringComparison.Ordinal) ? "platform" : "processor")}", ".crl", null),
            "/sgx/certification/v4/rootcacrl" when IsPccs => ("intel/root-ca-crl", ".crl", null),
            "/IntelSGXRootCA.der" when !IsPccs => ("intel/root-ca-crl", ".crl", null),
            _ => ("", "", null),
        };
        return Machine.Endorsements.TryGet(found.Name, found.Suffix, out Endorsement? endorsement)
            ? SendAsync(context, endorsement, found.Header)
            : Status(404)(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
        RequestDelegate answer = instead.TryDequeue(out RequestDelegate? once) ? once : Always ?? PlayAsync;
        await answer(context);
    }

    private async Task SendAsync(HttpContext context, Endorsement endorsement, string? header)
    {
        if (header is not null)
        {
            context.Response.Headers[header] = Uri.EscapeDataString(Machine.Pki.SigningChain([CertificateRole.TcbSigning, CertificateRole.Root]));
        }

        bool inHex = IsPccs && endorsement.Suffix == ".crl";
        ReadOnlyMemory<byte> body = inHex ? System.Text.Encoding.ASCII.GetBytes(Hex.Of(endorsement.Bytes.Span)) : endorsement.Bytes;
        context.Response.ContentType = endorsement.Suffix == ".crl" ? "application/pkix-crl" : "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }
}
