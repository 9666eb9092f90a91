// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Configuration;
using Attestation.Agent.Sentry;
using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestation.Agent.Tests.Sentry;

public sealed class UpstreamSentryTests : IDisposable
{
    private readonly SentryIssuer issuer = new(TimeProvider.System.GetUtcNow());
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("sentry");

    private string Anchors => Path.Combine(directory.FullName, "ca.crt");

    [Fact]
    public async Task Sentry_is_asked_and_answers()
    {
        Write(issuer.Root);
        await using SentryDouble sentry = await SentryDouble.StartAsync(issuer);

        Assert.NotEmpty(await AskAsync(sentry));
    }

    [Fact]
    public async Task A_server_with_another_id_is_told_nothing()
    {
        Write(issuer.Root);
        await using SentryDouble stranger = await SentryDouble.StartAsync(issuer, "spiffe://cluster.local/ns/default/sre-agent");

        await Assert.ThrowsAsync<RpcException>(() => AskAsync(stranger));

        Assert.Equal(0, stranger.Received);
    }

    [Fact]
    public async Task A_server_of_other_roots_is_told_nothing()
    {
        Write(new SentryIssuer(TimeProvider.System.GetUtcNow()).Root);
        await using SentryDouble stranger = await SentryDouble.StartAsync(issuer);

        await Assert.ThrowsAsync<RpcException>(() => AskAsync(stranger));

        Assert.Equal(0, stranger.Received);
    }

    [Fact]
    public async Task Anchors_that_change_count_from_the_next_connection()
    {
        Write(new SentryIssuer(TimeProvider.System.GetUtcNow()).Root);
        await using SentryDouble sentry = await SentryDouble.StartAsync(issuer);
        await Assert.ThrowsAsync<RpcException>(() => AskAsync(sentry));

        Write(issuer.Root);

        Assert.NotEmpty(await AskAsync(sentry));
    }

    [Fact]
    public void The_fronts_own_certificate_among_the_anchors_is_none()
    {
        using FrontCertificate front = FrontCertificate.Make(SentryDouble.Id, TimeProvider.System.GetUtcNow());
        Write(front.Certificate, issuer.Root);

        Trust("sentry:443").RequireUsable([front.SpkiSha256]);

        Assert.NotNull(Trust("sentry:443").ProblemOf(front.Certificate, []));
    }

    [Fact]
    public void An_authority_of_the_fronts_key_is_refused()
    {
        Write(issuer.Root);

        AgentFailure refused = Assert.Throws<AgentFailure>(() => Trust("sentry:443").RequireUsable([SHA256.HashData(issuer.Root.PublicKey.ExportSubjectPublicKeyInfo())]));

        Assert.Contains("front's own key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_an_authority_is_refused()
    {
        using FrontCertificate front = FrontCertificate.Make(SentryDouble.Id, TimeProvider.System.GetUtcNow());
        Write(front.Certificate);

        Assert.Throws<AgentFailure>(() => Trust("sentry:443").RequireUsable([]));
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused() => Assert.Throws<AgentFailure>(() => Trust("sentry:443").RequireUsable([]));

    public void Dispose() => directory.Delete(recursive: true);

    private async Task<byte[]> AskAsync(SentryDouble sentry)
    {
        using UpstreamSentry upstream = new(Options(sentry.Address), Trust(sentry.Address), NullLogger<UpstreamSentry>.Instance);
        return await upstream.SignAsync(Ask.Bytes(), CancellationToken.None);
    }

    private UpstreamTrust Trust(string address) => new(Options(address), TimeProvider.System);

    private SentryUpstreamOptions Options(string address) => new(address, Anchors, "cluster.local", "dapr-system");

    private void Write(params X509Certificate2[] anchors) => File.WriteAllText(Anchors, string.Concat(anchors.Select(each => $"{each.ExportCertificatePem()}\n")));
}
