// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Configuration;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>The real Sentry over TLS and HTTP/2; nothing is said to a server that is not it.</summary>
internal sealed partial class UpstreamSentry : IUpstreamSentry, IDisposable
{
    private const int MaxAnswer = 1 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    // Trust is looked at again, now and then.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly UpstreamTrust trust;
    private readonly ILogger<UpstreamSentry> logger;
    private readonly GrpcChannel channel;
    private readonly CallInvoker invoker;

    /// <param name="options">Where.</param>
    /// <param name="trust">Who it must be.</param>
    /// <param name="logger">Told of servers that are somebody else.</param>
    public UpstreamSentry(SentryUpstreamOptions options, UpstreamTrust trust, ILogger<UpstreamSentry> logger)
    {
        this.trust = trust;
        this.logger = logger;
        channel = GrpcChannel.ForAddress($"https://{options.Address}", new()
        {
            HttpHandler = Handler(),
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxAnswer,
            InitialReconnectBackoff = ShortPause,
            MaxReconnectBackoff = LongPause,
        });
        invoker = channel.CreateCallInvoker();
    }

    /// <inheritdoc/>
    public async Task<byte[]> SignAsync(byte[] request, CancellationToken cancellationToken)
    {
        using AsyncUnaryCall<byte[]> call = invoker.AsyncUnaryCall(RawSentry.SignCertificate, null, new(cancellationToken: cancellationToken), request);
        return await call.ResponseAsync.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task ReachAsync(CancellationToken cancellationToken) => channel.ConnectAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => channel.Dispose();

    private SocketsHttpHandler Handler() => new()
    {
        ConnectTimeout = ConnectTimeout,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = Lifetime,
        UseProxy = false,
        SslOptions = new()
        {
            RemoteCertificateValidationCallback = (_, certificate, chain, _) => IsSentry(certificate, chain),
            AllowTlsResume = false,

            // The chain that is judged is built from our anchors; this one is not to ask anybody.
            CertificateChainPolicy = new()
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        },
    };

    private bool IsSentry(X509Certificate? certificate, X509Chain? chain)
    {
        string? problem = certificate is X509Certificate2 server ? trust.ProblemOf(server, chain?.ChainPolicy.ExtraStore ?? []) : "it has no certificate";
        if (problem is not null)
        {
            LogStranger(logger, problem);
        }

        return problem is null;
    }

    [LoggerMessage(157, LogLevel.Error, "the server at sentry.upstream is not Sentry: {Why}")]
    private static partial void LogStranger(ILogger logger, string why);
}
