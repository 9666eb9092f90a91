// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Fronts;
using Attestation.Agent.Sentry;
using Attestation.Grpc;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>The front on a real socket before a real Sentry's double, both behind TLS; only the log's TEE and the measurement are made up.</summary>
internal sealed class SocketRig : IAsyncDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("sentry");
    private readonly UpstreamSentry upstream;
    private readonly FrontCertificate certificate;
    private SentryServer? server;

    private SocketRig(SentryIssuer issuer, SentryDouble sentry)
    {
        Sentry = sentry;
        string anchors = Path.Combine(directory.FullName, "ca.crt");
        certificate = FrontCertificate.Make(SentryDouble.Id, TimeProvider.System.GetUtcNow());

        // As an operator appends it once for all sidecars.
        File.WriteAllText(anchors, $"{certificate.Certificate.ExportCertificatePem()}\n{issuer.Root.ExportCertificatePem()}\n");
        UpstreamTrust trust = new(new(sentry.Address, anchors, "cluster.local", "dapr-system"), TimeProvider.System);
        trust.RequireUsable([certificate.SpkiSha256]);
        upstream = new(new(sentry.Address, anchors, "cluster.local", "dapr-system"), trust, NullLogger<UpstreamSentry>.Instance);
        Front = new FrontRig(TimeProvider.System, upstream).Quoting();
    }

    public SentryDouble Sentry { get; }

    public FrontRig Front { get; }

    public X509Certificate2 Anchor => certificate.Certificate;

    public string Socket => Path.Combine(directory.FullName, "run", "sentry.sock");

    public static async Task<SocketRig> StartAsync(IFreshEvidence? evidence = null, bool isMeasured = true)
    {
        SentryIssuer issuer = new(TimeProvider.System.GetUtcNow());
        SocketRig rig = new(issuer, await SentryDouble.StartAsync(issuer));
        HandshakeGate gate = new(evidence ?? new AlwaysFresh(), rig.upstream, TimeProvider.System, NullLogger<HandshakeGate>.Instance);
        SentryServerParts parts = new(rig.Front.Front, gate, rig.certificate);
        parts = isMeasured ? parts with { Listen = rig.Listen } : parts;
        rig.server = await SentryServer.StartAsync(parts, new UnixSocket(rig.Socket), _ => { }, TimeProvider.System);
        return rig;
    }

    public DaprdClient Daprd() => new(Socket, Anchor);

    public async ValueTask DisposeAsync()
    {
        await server!.DisposeAsync();
        await Front.DisposeAsync();
        upstream.Dispose();
        await Sentry.DisposeAsync();
        certificate.Dispose();
        directory.Delete(recursive: true);
    }

    // What the front's own listener does, without the measuring.
    private void Listen(KestrelServerOptions kestrel, UnixSocket socket, Action<ListenOptions> configure) => kestrel.Listen(socket, HttpProtocols.Http2, listen =>
    {
        listen.Use(next => connection =>
        {
            connection.Features.Set<IFrontConnection>(Front.Process);
            return next(connection);
        });
        configure(listen);
    });

    private sealed class AlwaysFresh : IFreshEvidence
    {
        public Task FreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
