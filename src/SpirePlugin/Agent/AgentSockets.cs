// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.Configuration;
using Attestation.SpirePlugin.Hosting;

namespace Attestation.SpirePlugin.Agent;

/// <summary>Where the attestation agent's sockets are: the option <c>agent_socket_dir</c> of every role beside it.</summary>
internal sealed class AgentSockets
{
    private const string Key = "agent_socket_dir";

    /// <summary>The directory in force; null until the plugin is configured. Configure connects to nothing: the sockets may open a minute later.</summary>
    public Latest<string?> Directory { get; } = new(null);

    /// <summary>Reads the option.</summary>
    /// <param name="section">A role's options; a problem is added to it.</param>
    /// <returns>The directory; null where it is refused.</returns>
    public static string? Read(ConfigSection section)
    {
        string directory = section.Text(Key) ?? AgentConnection.DefaultDirectory;
        if (Path.IsPathFullyQualified(directory))
        {
            return directory;
        }

        section.Report(Key, $"is \"{directory}\", want an absolute path");
        return null;
    }
}
