// SPDX-License-Identifier: Apache-2.0

using Attestation.Grpc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Attestation.Agent.Sentry;

/// <summary>What <c>sentry.sock</c> serves from.</summary>
/// <param name="Front">Answers.</param>
/// <param name="Gate">Stands before the handshake.</param>
/// <param name="Certificate">The server's.</param>
internal sealed record SentryServerParts(SentryFront Front, HandshakeGate Gate, FrontCertificate Certificate)
{
    /// <summary>What the listener needs.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    /// <summary>
    /// Listens on a socket, and gives each connection a <see cref="Fronts.IFrontConnection"/> and a <see cref="Sockets.SocketPeer"/>. The default measures nobody, and so
    /// every call is refused. What it is handed configures what lies above the segments: gate and TLS, in this order; the PING gate goes behind it.
    /// </summary>
    public Action<KestrelServerOptions, UnixSocket, Action<ListenOptions>> Listen { get; init; } =
        (kestrel, socket, configure) => kestrel.Listen(socket, HttpProtocols.Http2, configure);
}
