// SPDX-License-Identifier: Apache-2.0

using System.Net.Sockets;
using System.Text;

namespace Attestation.Agent;

/// <summary>sd_notify(3): one datagram to the socket that <c>$NOTIFY_SOCKET</c> names; nothing where there is none.</summary>
internal static class SystemdNotice
{
    private const char Abstract = '@';

    public static void Send(string state)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is not { Length: > 0 } path)
        {
            return;
        }

        using Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path[0] == Abstract ? $"\0{path[1..]}" : path));
        }
        catch (SocketException)
        {
            // A supervisor that is gone is told nothing.
        }
    }
}
