// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Attestation.EndToEnd.Clients;

namespace Attestation.EndToEnd.Resources;

/// <summary>HTTP over a unix socket; paths go out as they are written.</summary>
internal sealed class ResourceClient : IDisposable
{
    private readonly HttpClient client;

    public ResourceClient(string socket, Version version) => client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, _) => new NetworkStream(await RawSocket.ConnectAsync(socket), ownsSocket: true),
        UseProxy = false,
    })
    {
        DefaultRequestVersion = version,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using HttpRequestMessage request = new(method, new Uri($"http://localhost{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }))
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
        };
        return await client.SendAsync(request);
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using HttpResponseMessage response = await GetAsync(path);
        return response.StatusCode;
    }

    public void Dispose() => client.Dispose();
}
