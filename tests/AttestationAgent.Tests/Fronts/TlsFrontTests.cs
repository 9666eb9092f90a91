// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Fronts;
using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Agent.Tests.Fakes;
using Attestation.Agent.Tests.Measuring;
using Attestation.Grpc;
using Attestation.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Tests.Fronts;

/// <summary>A front with TLS: senders are checked below it, PINGs go out above.</summary>
public sealed class TlsFrontTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("front-").FullName;
    private readonly X509Certificate2 certificate = Certificate();
    private readonly MeasuringRig rig = new();
    private readonly RenamedSegments segments = new();
    private readonly WebApplication application;

    public TlsFrontTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddFronts(new FakePeers(rig.Process), rig.Procfs, segments, rig.Measuring, rig.Clock);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.ListenFront(new UnixSocket(Socket), SocketName.Bind, listen => listen.UseHttps(certificate)));
        application = builder.Build();
        application.Run(AnswerAsync);
    }

    private string Socket => Path.Combine(folder, "s");

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        certificate.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_peer_is_measured_and_answers_a_ping()
    {
        await application.StartAsync();
        using HttpClient client = Client();

        Assert.Equal(Convert.ToHexString(SHA256.HashData("the program"u8)), await client.GetStringAsync("https://localhost/"));
    }

    [Fact]
    public async Task A_foreign_sender_below_it_closes_the_connection()
    {
        await application.StartAsync();
        using HttpClient client = Client();
        await client.GetStringAsync("https://localhost/");
        segments.Change = segment => segment with { Sender = 1 };

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("https://localhost/"));
    }

    private static async Task AnswerAsync(HttpContext request)
    {
        IFrontConnection front = request.Features.Get<IFrontConnection>()!;
        Measurement measured = await front.MeasureAsync(bound: null, request.RequestAborted);
        await front.ConfirmAsync(measured, request.RequestAborted);
        await request.Response.WriteAsync(Convert.ToHexString(measured.ExeSha256.Span));
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        UseProxy = false,
    })
    {
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private static X509Certificate2 Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 made = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
