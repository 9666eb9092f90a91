// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Grpc;
using Attestation.Native;

namespace Attestation.Agent.Sockets;

/// <summary>The sockets that are opened, with their owners.</summary>
/// <param name="Agent">gRPC, and the log's files.</param>
/// <param name="Node">gRPC for the plugins of the SPIRE agent, whose uid alone may reach it.</param>
/// <param name="Bind">gRPC for programs that bind their keys; a front.</param>
/// <param name="Log">The log's files over HTTP/1.1.</param>
/// <param name="LogReaders">Group that may read entries; null where there is no such group.</param>
internal sealed record SocketSet(UnixSocket? Agent, UnixSocket? Node, UnixSocket? Bind, UnixSocket? Log, uint? LogReaders)
{
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private const UnixFileMode OpenDirectoryMode = DirectoryMode | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Those that are enabled.</summary>
    public List<UnixSocket> All => [.. new[] { Agent, Node, Bind, Log }.OfType<UnixSocket>()];

    /// <summary>Works out owners; a group that does not exist is an error, but on a simulated machine, where the agent's own stands in.</summary>
    /// <exception cref="AgentFailure">A group does not exist.</exception>
    public static SocketSet Of(AgentOptions options, bool isSimulated)
    {
        uint? agentGroup = GroupOf(options.Groups.Agent, isSimulated);
        return new(
            Socket(options, options.AgentSocket, "agent", agentGroup, isSimulated),
            NodeSocket(options, isSimulated),
            Socket(options, options.BindSocket, "bind", agentGroup, isSimulated),
            Socket(options, options.LogSocket, "log", agentGroup, isSimulated),
            GroupOf(options.Groups.LogReaders, isSimulated));
    }

    /// <summary>Dapr's sidecars' own; null where no Sentry is named. Everybody may reach it: the measurement decides, not the mode.</summary>
    /// <exception cref="AgentFailure">Its group does not exist.</exception>
    public static UnixSocket? Sentry(AgentOptions options, bool isSimulated) => options.Sentry.Upstream is null
        ? null
        : Socket(options, options.SentrySocket, "sentry", null, isSimulated) is { } made ? made with { DirectoryMode = OpenDirectoryMode } : null;

    private static UnixSocket? Socket(AgentOptions options, SocketOptions socket, string name, uint? fallback, bool isSimulated)
    {
        uint? group = socket.Group is { } named ? GroupOf(named, isSimulated) : fallback;
        return Socket(options, socket, name, socket.Owner, group) is { } made ? made with { DirectoryMode = DirectoryMode } : null;
    }

    // In a directory of its owner alone. Owners other than ourselves need CAP_CHOWN.
    private static UnixSocket? NodeSocket(AgentOptions options, bool isSimulated)
    {
        SocketOptions socket = options.NodeSocket;
        uint owner = socket.Owner ?? options.NodeUid ?? (isSimulated ? CurrentUser.Uid() : 0);
        uint? group = socket.Group is { } named ? GroupOf(named, isSimulated) : null;
        return Socket(options, socket, "node", owner == CurrentUser.Uid() ? null : owner, group);
    }

    private static UnixSocket? Socket(AgentOptions options, SocketOptions socket, string name, uint? owner, uint? group) =>
        !socket.Enabled ? null : new(Path.Combine(options.SocketDirectory, name, $"{name}.sock"))
        {
            Mode = socket.Mode,
            Own = owner is null && group is null ? null : path => FileOwnership.Set(path, owner, group),
        };

    private static uint? GroupOf(string name, bool isSimulated) =>
        Groups.TryFind(name, out uint id) ? id
        : isSimulated ? null
        : throw new AgentFailure(AgentFailure.BadConfiguration, $"group {name} does not exist")
        {
            Hint = $"make it (groupadd --system {name}), or name another in the configuration",
        };
}
