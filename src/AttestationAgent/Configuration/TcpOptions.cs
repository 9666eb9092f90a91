// SPDX-License-Identifier: Apache-2.0

using System.Net;
using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>The log's static resources on a TCP port.</summary>
/// <param name="Address">Where; null is nowhere.</param>
/// <param name="ServeEntriesUnsafe">Entries too, which say who was attested.</param>
internal sealed record TcpOptions(IPEndPoint? Address, bool ServeEntriesUnsafe)
{
    public static TcpOptions Read(ConfigSection section)
    {
        IPEndPoint? address = null;
        if (section.Text("address") is { } text && (!IPEndPoint.TryParse(text, out address) || address.Port == 0))
        {
            section.Report("address", $"is \"{text}\", want an address and a port such as \"127.0.0.1:8443\"");
        }

        TcpOptions options = new(address, section.Boolean("serveEntriesUnsafe", absent: false));
        section.Done();
        return options;
    }
}
