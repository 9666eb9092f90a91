// SPDX-License-Identifier: Apache-2.0

using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Attestation.Agent.Sentry;

/// <summary>
/// Lets a connection into its TLS handshake once the agent can serve it. daprd's attempts are counted from the end of the handshake, and it waits before it
/// as long as it must; but it gives one connection 20 s, so this one is closed before (dapr, section 3.4).
/// </summary>
/// <param name="evidence">The silicon.</param>
/// <param name="upstream">The real Sentry.</param>
/// <param name="clock">Measures time.</param>
/// <param name="logger">Told of connections that are closed.</param>
internal sealed partial class HandshakeGate(IFreshEvidence evidence, IUpstreamSentry upstream, TimeProvider clock, ILogger<HandshakeGate> logger)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    /// <summary>Connection middleware; stands before TLS.</summary>
    public void Guard(ListenOptions listen) => listen.Use(next => async connection =>
    {
        if (await OpensAsync(connection.ConnectionClosed).ConfigureAwait(false))
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        connection.Abort(new ConnectionAbortedException("neither Evidence nor Sentry in time"));
    });

    /// <summary>True as soon as there is fresh Evidence and a connection to Sentry; false after 15 s.</summary>
    public async Task<bool> OpensAsync(CancellationToken closed)
    {
        using CancellationTokenSource late = new(Longest, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, closed);
        string waiting = "fresh Evidence";
        try
        {
            await evidence.FreshAsync(either.Token).ConfigureAwait(false);
            waiting = "a connection to Sentry";
            await upstream.ReachAsync(either.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            LogClosed(logger, waiting);
            return false;
        }
    }

    [LoggerMessage(158, LogLevel.Warning, "a sidecar's connection was closed before its handshake: it waited for {What}; it dials anew")]
    private static partial void LogClosed(ILogger logger, string what);
}
