// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Attestation.Agent.Sentry.V1;
using Attestation.X509;
using Grpc.Core;
using Grpc.Net.Client;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>
/// daprd's side of the conversation (dapr, section 3.4): TLS over a unix socket to a server that has Sentry's SPIFFE ID and stands in the anchors; attempts of
/// 3 s, five at most, of the same request; repeated on Unavailable, ResourceExhausted and the attempt's own deadline. It does not pause between them.
/// </summary>
internal sealed class DaprdClient : IDisposable
{
    private const int MaxAttempts = 5;

    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(3);

    private readonly Func<CancellationToken, ValueTask<Stream>> connect;
    private readonly X509Certificate2 anchor;
    private readonly GrpcChannel channel;

    public DaprdClient(string socket, X509Certificate2 anchor)
        : this(cancellationToken => ConnectAsync(socket, cancellationToken), anchor)
    {
    }

    /// <summary>One whose bytes go another way.</summary>
    public DaprdClient(Func<CancellationToken, ValueTask<Stream>> connect, X509Certificate2 anchor)
    {
        this.connect = connect;
        this.anchor = anchor;
        channel = GrpcChannel.ForAddress("https://localhost", new() { HttpHandler = Handler(), DisposeHttpClient = true });
        Calls = channel.CreateCallInvoker();
    }

    public CallInvoker Calls { get; }

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Fetches a certificate, or fails as daprd's start does.</summary>
    public async Task<SignCertificateResponse> FetchAsync(SignCertificateRequest request)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                Attempts++;
                return await new CA.CAClient(Calls).SignCertificateAsync(request, deadline: DateTime.UtcNow + Attempt);
            }
            catch (RpcException failed) when (attempt < MaxAttempts && failed.StatusCode is (StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded))
            {
                // Again, the same request.
            }
        }
    }

    public void Dispose() => channel.Dispose();

    private SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        ConnectCallback = (_, cancellationToken) => connect(cancellationToken),
        SslOptions = new() { RemoteCertificateValidationCallback = (_, server, _, _) => IsAnchored(server) },
    };

    private static async ValueTask<Stream> ConnectAsync(string socket, CancellationToken cancellationToken)
    {
        Socket connected = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await connected.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
        return new NetworkStream(connected, ownsSocket: true);
    }

    // As go-spiffe does: a leaf that stands among the roots is its own path.
    private bool IsAnchored(X509Certificate? server) =>
        server is not null && server.GetRawCertData().AsSpan().SequenceEqual(anchor.RawData)
        && Certificate.TryParse(server.GetRawCertData(), out Certificate? read, out _)
        && SpiffeId.TryReadFrom(read.Extensions, out SpiffeId? id, out _) && id.Text == SentryDouble.Id;
}
