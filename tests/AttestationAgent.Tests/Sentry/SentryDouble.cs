// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Sentry;
using Attestation.Agent.Sentry.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Validator = Attestation.Agent.Sentry.V1.SignCertificateRequest.Types.TokenValidator;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>
/// Sentry behind TLS and gRPC: it believes a bearer ticket, takes the key of a request, and looks at nothing else (dapr, section 3.1). A ticket is of one
/// application in one trust domain: Kubernetes' by the pod's Configuration, a JWT's by its subject.
/// </summary>
internal sealed class SentryDouble : CA.CABase, IAsyncDisposable
{
    public const string Id = "spiffe://cluster.local/ns/dapr-system/dapr-sentry";

    private readonly SentryIssuer issuer;
    private readonly WebApplication application;
    private readonly X509Certificate2 certificate;

    private SentryDouble(SentryIssuer issuer, string id)
    {
        this.issuer = issuer;
        certificate = issuer.Server(id);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this).AddGrpc();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(certificate);
        }));
        application = builder.Build();
        application.MapGrpcService<SentryDouble>();
    }

    /// <summary>Host and port.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whose tickets are good.</summary>
    public Dictionary<string, (DaprApp App, string TrustDomain)> Tickets { get; } = new() { ["ticket"] = (new("default", "sre-agent"), "public") };

    /// <summary>True where no validator was configured.</summary>
    public bool BelievesAnybody { get; set; }

    /// <summary>Fails so many calls before it answers.</summary>
    public int Failing { get; set; }

    public int Received { get; private set; }

    public static async Task<SentryDouble> StartAsync(SentryIssuer issuer, string id = Id)
    {
        SentryDouble started = new(issuer, id);
        await started.application.StartAsync();
        string address = started.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        started.Address = new Uri(address).Authority;
        return started;
    }

    public override Task<SignCertificateResponse> SignCertificate(SignCertificateRequest request, ServerCallContext context)
    {
        Received++;
        if (Failing-- > 0)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "starting"));
        }

        string domain = TrustDomainOf(request);
        SignCertificateRequest judged = request.Clone();
        judged.TrustDomain = domain;
        return Task.FromResult(issuer.Issue(judged));
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
        certificate.Dispose();
    }

    private string TrustDomainOf(SignCertificateRequest request)
    {
        if (request.TokenValidator is Validator.Insecure or Validator.Unknown && BelievesAnybody)
        {
            return request.TrustDomain.Length == 0 ? "public" : request.TrustDomain;
        }

        bool isKnown = Tickets.TryGetValue(request.Token, out (DaprApp App, string TrustDomain) ticket);
        bool isOwn = isKnown && ticket.App == new DaprApp(request.Namespace, request.Id);
        return isOwn && request.TokenValidator is (Validator.Kubernetes or Validator.Jwks)
            ? ticket.TrustDomain
            : throw new RpcException(new Status(StatusCode.PermissionDenied, "the token is not this application's"));
    }
}
