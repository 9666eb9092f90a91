// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Endorsing;

namespace Attestation.Agent.Configuration;

/// <summary>Where the Endorsements of a bundle come from.</summary>
/// <param name="Directories">Folders, the first that has a name wins.</param>
/// <param name="Online">Whether the vendors' services are asked.</param>
/// <param name="Hosts">Which services.</param>
internal sealed record EndorsementOptions(ImmutableArray<string> Directories, bool Online, EndorsementHosts Hosts)
{
    public static EndorsementOptions Read(ConfigSection section)
    {
        if (!EndorsementHosts.TryParse(section.Texts("hosts"), out EndorsementHosts? hosts, out ImmutableArray<string> problems))
        {
            section.Report("hosts", string.Join("; ", problems));
        }

        EndorsementOptions options = new(
            section.Texts("directories"),
            section.Boolean("online", absent: false),
            hosts ?? EndorsementHosts.Public);
        section.Done();
        return options;
    }
}
