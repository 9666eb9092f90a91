// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Kernel;
using Attestation.Statements;

namespace Attestation.Agent.Sentry;

/// <summary>Processes that have a binding in this run: what a renewal follows on (processes, section 8.5).</summary>
/// <remarks>Thread-safe. Keeps the newest 16,384 processes, each with the identities that it was given.</remarks>
/// <param name="origin">The run's log.</param>
internal sealed class BoundProcesses(string origin)
{
    private const int MaxKept = 1 << 14;

    private readonly Lock gate = new();
    private readonly NewestKept<Key, Kept> kept = new(MaxKept);

    /// <summary>The program of a process that has a binding, which may be unlinked by now; null where it has none.</summary>
    public FileIdentity? ProgramOf(ProcessPeer process)
    {
        lock (gate)
        {
            return kept.TryGet(KeyOf(process), out Kept? found) ? found.Program : null;
        }
    }

    /// <summary>The newest binding of that process, running that program, for that identity.</summary>
    public PreviousBinding? PreviousOf(KeyClaim claim)
    {
        lock (gate)
        {
            return kept.TryGet(KeyOf(claim.Process), out Kept? found) && found.Runs(claim.Measured.Program.File) && found.Leaves.TryGetValue(claim.SpiffeId, out long leaf)
                ? new(origin, (ulong)leaf)
                : null;
        }
    }

    /// <summary>A binding is in the log, with Evidence.</summary>
    public void Keep(KeyClaim claim, CommittedStatement binding)
    {
        Key key = KeyOf(claim.Process);
        FileIdentity program = claim.Measured.Program.File;
        lock (gate)
        {
            // A process that runs another program by now has bindings of its own.
            if (!kept.TryGet(key, out Kept? found) || !found.Runs(program))
            {
                kept.Keep(key, found = new(program));
            }

            found.Leaves[claim.SpiffeId] = Math.Max(binding.Index, found.Leaves.GetValueOrDefault(claim.SpiffeId));
        }
    }

    private static Key KeyOf(ProcessPeer process) => new(process.Pid, process.StartTime);

    private readonly record struct Key(int Pid, ulong StartTime);

    private sealed record Kept(FileIdentity Program)
    {
        public Dictionary<string, long> Leaves { get; } = new(StringComparer.Ordinal);

        public bool Runs(FileIdentity program) => (Program.Device, Program.Inode) == (program.Device, program.Inode);
    }
}
