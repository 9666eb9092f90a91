// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Fronts;

/// <summary>What a connection of a front goes through: segments of its peer alone from the first byte on, and a gate for PINGs below HTTP/2.</summary>
/// <param name="measurement">Measures peers.</param>
/// <param name="clock">Measures patience.</param>
/// <param name="logger">Told why a connection was closed.</param>
internal sealed partial class FrontMiddleware(ProcessMeasurement measurement, TimeProvider clock, ILogger<FrontMiddleware> logger)
{
    /// <summary>Begins to read, when the peer is known.</summary>
    public ConnectionDelegate Begin(ConnectionDelegate next) => async connection =>
    {
        FrontTransport transport = connection.Features.Get<FrontTransport>() ?? throw new InvalidOperationException("the connection is not one of a front");
        SocketPeer peer = connection.Features.Get<SocketPeer>() ?? throw new InvalidOperationException("the connection's peer was not sampled");
        PingGate gate = new(clock);
        transport.Refused += because => LogRefused(logger, because.Reason.Code, because.Message);
        connection.Features.Set(gate);
        FrontConnection front = new(peer, measurement, transport, gate);
        connection.Features.Set(front);
        connection.Features.Set<IFrontConnection>(front);
        transport.Begin(peer);
        await next(connection).ConfigureAwait(false);
    };

    /// <summary>Puts the gate below HTTP/2, above whatever is below that.</summary>
    public static ConnectionDelegate Gate(ConnectionDelegate next) => connection =>
        (connection.Features.Get<PingGate>() ?? throw new InvalidOperationException("the connection has no gate")).RunAsync(connection, next);

    [LoggerMessage(131, LogLevel.Warning, "a front's connection is closed: {Reason}: {Why}")]
    private static partial void LogRefused(ILogger logger, string reason, string why);
}
