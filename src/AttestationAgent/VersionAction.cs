// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using System.CommandLine.Invocation;

namespace Attestation.Agent;

/// <summary><c>--version</c>: name, version, and whether simulators are inside (CONTRACTS, section 9).</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"attestation-agent {AgentBuild.Version}, {AgentBuild.Simulators}");
        return 0;
    }
}
