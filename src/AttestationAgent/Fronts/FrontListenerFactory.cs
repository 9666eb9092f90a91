// SPDX-License-Identifier: Apache-2.0

using System.Net;
using System.Net.Sockets;
using Attestation.Kernel;
using Microsoft.AspNetCore.Connections;

namespace Attestation.Agent.Fronts;

/// <summary>Kestrel's transport for <see cref="FrontEndPoint"/>: sockets that name senders before the first connection.</summary>
/// <param name="segments">Reads of them.</param>
internal sealed class FrontListenerFactory(ISegments segments) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    // As Kestrel's own sockets have it.
    private const int Backlog = 512;

    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => endpoint is FrontEndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        FrontEndPoint front = (FrontEndPoint)endpoint;
        Socket listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            segments.Watch(listener.SafeHandle);
            listener.Bind(new UnixDomainSocketEndPoint(front.Path));
            listener.Listen(Backlog);
            return new(new FrontListener(listener, front, segments));
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
