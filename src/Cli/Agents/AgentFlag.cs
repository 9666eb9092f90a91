// SPDX-License-Identifier: Apache-2.0

using System.CommandLine;
using Attestation.AgentClient;

namespace Attestation.Cli.Agents;

/// <summary><c>--socket DIR</c>: where the agent is asked.</summary>
internal sealed class AgentFlag
{
    private readonly Option<string> socket = new("--socket")
    {
        Description = $"the agent's socket directory (default: {AgentConnection.DefaultDirectory})",
        HelpName = "DIR",
    };

    public void AddTo(Command command) => command.Add(socket);

    /// <summary>The directory.</summary>
    public string Directory(ParseResult parsed) => parsed.GetValue(socket) ?? AgentConnection.DefaultDirectory;

    /// <summary>A connection; nothing is sent before the first call.</summary>
    public AgentConnection Connect(ParseResult parsed, AgentSocket which = AgentSocket.Agent) => new(Directory(parsed), which);
}
