// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Runtime.InteropServices;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.SpirePlugin.Server.Binding;

/// <summary>Looks at who is at the other end of the binding socket: both plugins of a SPIRE server run as one user, and nobody else has a say.</summary>
/// <param name="peers">SO_PEERCRED: of whoever connected, or of whoever listens.</param>
internal sealed class SameUser(IPeerCredentials peers)
{
    /// <summary>True where the other end runs as this process does; a peer that is gone is nobody.</summary>
    public bool Is(SafeHandle socket)
    {
        try
        {
            using Peer peer = peers.Of(socket);
            return peer.Uid == CurrentUser.Uid();
        }
        catch (KernelException)
        {
            return false;
        }
    }

    /// <summary>Refuses a server that another user runs, before a byte is sent.</summary>
    /// <exception cref="AnotherUserException">It is another's.</exception>
    public void Require(Socket socket)
    {
        if (!Is(socket.SafeHandle))
        {
            throw new AnotherUserException();
        }
    }
}
