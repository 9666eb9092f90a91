// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Attestation.Kernel;
using Microsoft.AspNetCore.Connections;

namespace Attestation.Agent.Fronts;

/// <summary>Accepts connections of one front.</summary>
/// <param name="listener">The socket, listening.</param>
/// <param name="front">Where it is.</param>
/// <param name="segments">Reads of its connections.</param>
internal sealed class FrontListener(Socket listener, FrontEndPoint front, ISegments segments) : IConnectionListener
{
    /// <inheritdoc/>
    public EndPoint EndPoint => front;

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                return new FrontTransport(await listener.AcceptAsync(cancellationToken).ConfigureAwait(false), segments);
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException ended) when (ended.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (SocketException)
            {
                // It went before it was accepted.
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        listener.Dispose();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return default;
    }
}
