// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Grpc;
using Attestation.Native;

namespace Attestation.Agent.Sockets;

/// <summary>The sockets that are opened, with their owners.</summary>
/// <param name="Agent">gRPC, and the log's files.</param>
/// <param name="Log">The log's files over HTTP/1.1.</param>
/// <param name="LogReaders">Group that may read entries; null where there is no such group.</param>
internal sealed record SocketSet(UnixSocket? Agent, UnixSocket? Log, uint? LogReaders)
{
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    /// <summary>Those that are enabled.</summary>
    public List<UnixSocket> All => [.. new[] { Agent, Log }.OfType<UnixSocket>()];

    /// <summary>Works out owners; a group that does not exist is an error, but on a simulated machine, where the agent's own stands in.</summary>
    /// <exception cref="AgentFailure">A group does not exist.</exception>
    public static SocketSet Of(AgentOptions options, bool isSimulated)
    {
        uint? agentGroup = GroupOf(options.Groups.Agent, isSimulated);
        return new(
            Socket(options, options.AgentSocket, "agent", agentGroup, isSimulated),
            Socket(options, options.LogSocket, "log", agentGroup, isSimulated),
            GroupOf(options.Groups.LogReaders, isSimulated));
    }

    private static UnixSocket? Socket(AgentOptions options, SocketOptions socket, string name, uint? fallback, bool isSimulated)
    {
        uint? group = socket.Group is { } named ? GroupOf(named, isSimulated) : fallback;
        return !socket.Enabled ? null : new(Path.Combine(options.SocketDirectory, name, $"{name}.sock"))
        {
            Mode = socket.Mode,
            DirectoryMode = DirectoryMode,
            Own = socket.Owner is null && group is null ? null : path => FileOwnership.Set(path, socket.Owner, group),
        };
    }

    private static uint? GroupOf(string name, bool isSimulated) =>
        Groups.TryFind(name, out uint id) ? id
        : isSimulated ? null
        : throw new AgentFailure(AgentFailure.BadConfiguration, $"group {name} does not exist")
        {
            Hint = $"make it (groupadd --system {name}), or name another in the configuration",
        };
}
