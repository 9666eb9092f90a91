// SPDX-License-Identifier: Apache-2.0

using Attestation.Configuration;

namespace Attestation.Agent.Configuration;

/// <summary>Names of groups.</summary>
/// <param name="Agent">May reach the agent's socket.</param>
/// <param name="LogReaders">May read entries.</param>
internal sealed record GroupOptions(string Agent, string LogReaders)
{
    public static GroupOptions Read(ConfigSection section)
    {
        GroupOptions options = new(section.Text("agent") ?? "tee-agent", section.Text("logReaders") ?? "log-readers");
        section.Done();
        return options;
    }
}
