// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Attestation.SpirePlugin.Protos.CredentialComposer;
using Attestation.SpirePlugin.Server.CredentialComposer;
using Attestation.SpirePlugin.Tests.ScriptedHost;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Client = Attestation.SpirePlugin.Protos.CredentialComposer.CredentialComposer.CredentialComposerClient;

namespace Attestation.SpirePlugin.Tests.Server.Composer;

/// <summary>SPIRE issues the certificate where the composer says Unimplemented.</summary>
public sealed class NeverUnimplementedTests
{
    private const string Service = "/spire.plugin.server.credentialcomposer.v1.CredentialComposer";
    private const string Grpc = "application/grpc";
    private const string Internal = "13";

    [Theory]
    [InlineData("ca")]
    [InlineData("server")]
    [InlineData("agent")]
    [InlineData("workload")]
    [InlineData("jwt")]
    public async Task Call_whose_code_says_unimplemented_fails(string which)
    {
        using Scratch scratch = new();
        await using WebApplication bare = await BareAsync(scratch.In("s"));
        using GrpcChannel channel = SpireHost.Dial(scratch.In("s"));

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => CallAsync(new(channel), which));
        Assert.Equal(StatusCode.Internal, refused.StatusCode);
    }

    [Fact]
    public async Task Call_that_gRPC_itself_does_not_know_fails()
    {
        await using SpireHost host = await SpireHost.LoadAsync("CredentialComposer", SpireHost.OfAServer);
        using HttpClient client = await ClientAsync(host);

        Assert.Equal(Internal, await StatusOfAsync(client, HttpMethod.Post, "/ComposeSomethingNew", Grpc));
        Assert.Equal(Internal, await StatusOfAsync(client, HttpMethod.Post, "", Grpc));
        Assert.Equal(Internal, await StatusOfAsync(client, HttpMethod.Post, "/ComposeAgentX509SVID/more", Grpc));
        Assert.Equal(Internal, await StatusOfAsync(client, HttpMethod.Post, "/ComposeAgentX509SVID", "text/plain"));
        Assert.Equal(Internal, await StatusOfAsync(client, HttpMethod.Get, "/ComposeAgentX509SVID", Grpc));
        Assert.Equal(Internal, await StatusOfAsync(client, HttpMethod.Post, "/ComposeAgentX509SVID", Grpc, "unheard-of"));
    }

    [Fact]
    public async Task Composer_that_is_not_configured_refuses_agents_and_passes_all_else()
    {
        await using SpireHost host = await SpireHost.LoadAsync("CredentialComposer", SpireHost.OfAServer);
        Client composer = new(host.Channel);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => CallAsync(composer, "agent"));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        Assert.All(await Task.WhenAll(CallAsync(composer, "ca"), CallAsync(composer, "server"), CallAsync(composer, "workload"), CallAsync(composer, "jwt")), Assert.Null);
    }

    private static async Task<object?> CallAsync(Client composer, string which) => which switch
    {
        "ca" => (await composer.ComposeServerX509CAAsync(new())).Attributes,
        "server" => (await composer.ComposeServerX509SVIDAsync(new())).Attributes,
        "agent" => (await composer.ComposeAgentX509SVIDAsync(new())).Attributes,
        "workload" => (await composer.ComposeWorkloadX509SVIDAsync(new())).Attributes,
        _ => (await composer.ComposeWorkloadJWTSVIDAsync(new())).Attributes,
    };

    // A status stands among the trailers, or among the headers where there is no message.
    private static async Task<string> StatusOfAsync(HttpClient client, HttpMethod method, string path, string contentType, string? encoding = null)
    {
        using HttpRequestMessage request = new(method, Service + path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (method == HttpMethod.Post)
        {
            // One compressed message of no bytes.
            request.Content = new ByteArrayContent([(byte)(encoding is null ? 0 : 1), 0, 0, 0, 0]) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        }

        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return string.Join(',', response.Headers.Concat(response.TrailingHeaders).Where(each => each.Key == "grpc-status").SelectMany(each => each.Value));
    }

    private static async Task<HttpClient> ClientAsync(SpireHost host)
    {
        string path = await host.Plugin.SocketAsync();
        return new(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, cancel) =>
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new("http://unused"),
        };
    }

    private static async Task<WebApplication> BareAsync(string socket)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication application = builder.Build();
        application.Use(NeverUnimplemented.GuardAsync);
        application.MapGrpcService<BareComposer>();
        await application.StartAsync();
        return application;
    }
}
