// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Ledger;

/// <summary>The agent's directories with their modes (CONTRACTS, section 11.2), whatever the umask.</summary>
internal static class AgentDirectories
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Kept = Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;
    private const UnixFileMode Passage = Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Makes what is missing: the state directory and its logs 0750, the sockets' parent 0711.</summary>
    /// <exception cref="IOException">One cannot be made.</exception>
    public static void Make(StateDirectory state, string sockets)
    {
        Make(state.Path, Kept);
        Make(state.Logs, Kept);
        Make(sockets, Passage);
    }

    /// <summary>
    /// A run's directory and its entries: by the set-group-id bit everything that is made in them later is of their group, so that
    /// members of log-readers read entries and nobody else does.
    /// </summary>
    /// <param name="run">The run's directory.</param>
    /// <param name="give">Gives a path to a group.</param>
    /// <param name="agent">Group of everything but entries; null leaves it.</param>
    /// <param name="readers">Group of entries; null leaves it.</param>
    public static void Share(string run, Action<string, uint> give, uint? agent, uint? readers)
    {
        string tiles = Path.Combine(run, "tile");
        string entries = Path.Combine(tiles, "entries");
        foreach ((string path, uint? group) in new[] { (run, agent), (tiles, agent), (entries, readers) })
        {
            Directory.CreateDirectory(path, Kept);
            if (group is { } owned)
            {
                give(path, owned);
                File.SetUnixFileMode(path, Kept | UnixFileMode.SetGroup);
            }
        }
    }

    // One that is there keeps its mode: an image or an administrator chose it.
    private static void Make(string path, UnixFileMode mode)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, mode);
            File.SetUnixFileMode(path, mode);
        }
    }
}
