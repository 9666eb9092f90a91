// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Text;
using Attestation.EndToEnd.Crash;
using Attestation.EndToEnd.Processes;
using Attestation.TransparencyLog;

namespace Attestation.EndToEnd.Resources;

/// <summary>The log's files over HTTP: HTTP/1.1 on <c>log.sock</c>, HTTP/2 with prior knowledge on <c>agent.sock</c>; nothing that no head covers.</summary>
public sealed class StaticResourceTests(ServedLog log) : IClassFixture<ServedLog>
{
    private const long HttpProtocolError = 1;
    private const string Immutable = "public, max-age=31536000, immutable";

    public static TheoryData<bool> Protocols => [false, true];

    public static TheoryData<bool, string> Absent
    {
        get
        {
            string[] paths =
            [
                "/", "/lock", "/logs/current", "/anchor.log", "/checkpoint.tmp", "/checkpoint/", "/checkpoint%00", "/CHECKPOINT", "/evidence/", "/evidence/999",
                "/evidence/x001/999", "/evidence/1", "/evidence/0001", "/evidence/000", "/evidence/../checkpoint.tmp", "/evidence/..%2fcheckpoint", "/evidence/%2e%2e%2fcheckpoint",
                "/tile/0/001", "/tile/0/002", "/tile/1/000", "/tile/0/000.p/44", "/tile/0/001.p/45", "/tile/0/001.p/0", "/tile/0/001.p/256", "/tile/0/x000/001",
                "/tile//0/000", "//tile/0/000", "/tile/0//000", "/tile/00/000", "/tile/0/0", "/tile/-1/000", "/tile/64/000", "/tile/entries/001", "/tile/entries/001.p/45",
                "/tile/entries/000/..", "/tile/0/..%2f..%2fcheckpoint", "/tile/0/%2e%2e/%2e%2e/lock", "/tile/../../lock", "/tile/0/000%2fx", "/TILE/0/000", "/EVIDENCE/x000/300", "/eventlog/",
                "/eventlog/00", "/eventlog/../checkpoint.tmp", $"/eventlog/{new string('0', 64)}", $"/eventlog/{new string('A', 64)}", "/eventlog/..", "/%2e%2e/%2e%2e/etc/passwd",
            ];
            TheoryData<bool, string> data = [];
            foreach (string path in paths)
            {
                data.Add(false, path);
                data.Add(true, path);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Everything_under_the_published_head_is_served_as_it_lies_on_the_disk(bool isHttp2)
    {
        using ResourceClient client = Client(isHttp2);
        using RunOnDisk run = RunOnDisk.Current(log.Site.State)!;
        string digest = Path.GetFileName(Directory.GetFiles(Path.Combine(run.Path, "eventlog")).Single());

        await IsAsync(client, run, "checkpoint", "text/plain; charset=utf-8", "no-cache");
        await IsAsync(client, run, "tile/0/000", "application/octet-stream", Immutable);
        await IsAsync(client, run, "tile/0/001.p/44", "application/octet-stream", "no-cache");
        await IsAsync(client, run, "tile/1/000.p/1", "application/octet-stream", "no-cache");
        await IsAsync(client, run, "tile/entries/000", "application/octet-stream", Immutable);
        await IsAsync(client, run, "tile/entries/001.p/44", "application/octet-stream", "no-cache");
        await IsAsync(client, run, LogLayout.Evidence(run.Head.Size), "application/vnd.attestation.evidence+json; version=1", Immutable);
        await IsAsync(client, run, $"eventlog/{digest}", "application/octet-stream", Immutable);
    }

    [Theory]
    [MemberData(nameof(Absent))]
    public async Task What_no_head_covers_and_every_other_path_is_not_there(bool isHttp2, string path)
    {
        using ResourceClient client = Client(isHttp2);

        try
        {
            using HttpResponseMessage response = await client.GetAsync(path);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        }
        catch (HttpRequestException reset)
        {
            // A path that no URL has ends an HTTP/2 stream at once.
            Assert.Equal(HttpProtocolError, (reset.InnerException as HttpProtocolException)?.ErrorCode);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Dots_that_lead_to_the_checkpoint_lead_to_the_checkpoint_alone(bool isHttp2)
    {
        using ResourceClient client = Client(isHttp2);
        using RunOnDisk run = RunOnDisk.Current(log.Site.State)!;
        byte[] checkpoint = File.ReadAllBytes(Path.Combine(run.Path, "checkpoint"));

        foreach (string path in (string[])["/tile/../checkpoint", "/tile/%2e%2e/checkpoint", "/../checkpoint", "/./checkpoint"])
        {
            using HttpResponseMessage response = await client.GetAsync(path);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest || (await response.Content.ReadAsByteArrayAsync()).SequenceEqual(checkpoint), path);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Head_has_the_length_and_no_body_and_other_methods_are_not_allowed(bool isHttp2)
    {
        using ResourceClient client = Client(isHttp2);

        using HttpResponseMessage head = await client.SendAsync(HttpMethod.Head, "/tile/0/000");
        using HttpResponseMessage post = await client.SendAsync(HttpMethod.Post, "/checkpoint");

        Assert.Equal((HttpStatusCode.OK, 256L * TreeHash.Length), (head.StatusCode, head.Content.Headers.ContentLength));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, post.StatusCode);
    }

    [Fact]
    public async Task Entries_are_for_log_readers_alone()
    {
        using AgentSite site = new();
        site.Settings["groups.logReaders"] = "no-such-group";
        using AgentProcess agent = await site.StartAsync();
        using ResourceClient client = new(site.LogSocket, HttpVersion.Version11);

        Assert.Equal(HttpStatusCode.Forbidden, await client.StatusAsync("/tile/entries/000.p/1"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync("/tile/0/000.p/1"));
    }

    [Fact]
    public async Task Over_tcp_there_are_the_checkpoint_and_tiles_alone()
    {
        using AgentSite site = new();
        int port = FreePort();
        site.Settings["tcp.address"] = $"127.0.0.1:{port}";
        using AgentProcess agent = await site.StartAsync();
        using HttpClient client = new();

        using HttpResponseMessage checkpoint = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/checkpoint"));
        using HttpResponseMessage entries = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/tile/entries/000.p/1"));
        using HttpResponseMessage evidence = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/evidence/001"));
        using HttpResponseMessage tile = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/tile/0/000.p/1"));
        using HttpResponseMessage call = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/attestation.agent.v1.Agent/GetInfo"), new ByteArrayContent([0, 0, 0, 0, 0]));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (checkpoint.StatusCode, tile.StatusCode));
        Assert.Equal(HttpStatusCode.Forbidden, entries.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, evidence.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, call.StatusCode);
    }

    [Fact]
    public async Task The_log_socket_serves_no_calls()
    {
        using ResourceClient client = new(log.Site.LogSocket, HttpVersion.Version11);

        using HttpResponseMessage call = await client.SendAsync(HttpMethod.Post, "/attestation.agent.v1.Agent/GetInfo");

        Assert.False(call.IsSuccessStatusCode);
    }

    private ResourceClient Client(bool isHttp2) =>
        isHttp2 ? new(log.Site.AgentSocket, HttpVersion.Version20) : new(log.Site.LogSocket, HttpVersion.Version11);

    private static async Task IsAsync(ResourceClient client, RunOnDisk run, string path, string type, string caching)
    {
        using HttpResponseMessage response = await client.GetAsync($"/{path}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run.Path, path)), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(type.Replace(" ", "", StringComparison.Ordinal), response.Content.Headers.ContentType?.ToString().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(Words(caching), Words(response.Headers.CacheControl!.ToString()));
    }

    private static IEnumerable<string> Words(string caching) => caching.Split(", ").Order();

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
