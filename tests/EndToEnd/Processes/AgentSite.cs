// SPDX-License-Identifier: Apache-2.0

using System.Diagnostics;
using Attestation.AgentClient;

namespace Attestation.EndToEnd.Processes;

/// <summary>The directories of one agent after the other, and how each is started: on a simulated TD that takes no time, without quotas.</summary>
internal sealed class AgentSite : IDisposable
{
    private int started;

    public AgentSite(AgentBinary? binary = null)
    {
        Binary = binary ?? AgentBinary.Built;
        Folder = Directory.CreateTempSubdirectory("agent-").FullName;
        State = Path.Combine(Folder, "state");
        Sockets = Path.Combine(Folder, "s");
    }

    public AgentBinary Binary { get; }

    public string Folder { get; }

    public string State { get; init; }

    public string Sockets { get; init; }

    public string Latency { get; init; } = "none";

    /// <summary>What is simulated.</summary>
    public string Tee { get; init; } = "tdx";

    /// <summary>What the machine does wrong; null for nothing.</summary>
    public string? Fault { get; init; }

    /// <summary>Where the agent writes a policy for its simulated machine; null for nowhere.</summary>
    public string? Out { get; set; }

    /// <summary>Its configuration file; null for none.</summary>
    public string? Configuration { get; set; }

    /// <summary>Programs and arguments that the agent is run by, for example <c>nsenter</c>.</summary>
    public IReadOnlyList<string> RunBy { get; set; } = [];

    /// <summary>Configuration, by its path in the file.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["quotas.user-data.perSecond"] = "1000000",
        ["quotas.user-data.bytesPerMinute"] = "2000000000",
        ["quotas.node.perSecond"] = "100000",
        ["quotas.measuring.perSecond"] = "100000",
        ["commit.linger"] = "PT0S",
    };

    public string SentrySocket => Path.Combine(Sockets, "sentry", "sentry.sock");

    public string LogSocket => Path.Combine(Sockets, "log", "log.sock");

    public string AgentSocket => Path.Combine(Sockets, "agent", "agent.sock");

    public string BindSocket => AgentConnection.SocketIn(Sockets, AgentClient.AgentSocket.Bind);

    /// <summary>Starts an agent.</summary>
    public AgentProcess Launch()
    {
        string[] command =
        [
            .. RunBy, Binary.Path, "--simulate", Tee, "--latency", Latency, "--state", State, "--sockets", Sockets,
            .. Fault is null ? Array.Empty<string>() : ["--fault", Fault],
            .. Out is null ? Array.Empty<string>() : ["--out", Out],
            .. Configuration is null ? Array.Empty<string>() : ["--config", Configuration],
        ];
        ProcessStartInfo start = new(command[0], command[1..]);
        foreach ((string key, string value) in Settings)
        {
            start.Environment["ATTESTATION_AGENT__" + key.ToUpperInvariant().Replace(".", "__", StringComparison.Ordinal)] = value;
        }

        return new(start, new(Path.Combine(Folder, $"notify{Interlocked.Increment(ref started)}")));
    }

    /// <summary>Starts an agent and waits until it serves.</summary>
    public async Task<AgentProcess> StartAsync()
    {
        AgentProcess agent = Launch();
        try
        {
            await agent.ReadyAsync();
            return agent;
        }
        catch
        {
            agent.Dispose();
            throw;
        }
    }

    public AgentConnection Connect() => new(Sockets);

    public AgentConnection ConnectNode() => new(Sockets, AgentClient.AgentSocket.Node);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
