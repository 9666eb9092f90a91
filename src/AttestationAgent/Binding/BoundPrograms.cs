// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Kernel;
using Attestation.Statements;

namespace Attestation.Agent.Binding;

/// <summary>Processes that have bindings in this run (processes, section 8.5): they renew after an upgrade has unlinked their file, and each renewal names the one before.</summary>
/// <remarks>Thread-safe. The newest 65,536 are kept.</remarks>
internal sealed class BoundPrograms
{
    private const int MaxKept = 1 << 16;

    private readonly Lock gate = new();
    private readonly NewestKept<ProcessKey, Measurement> programs = new(MaxKept);
    private readonly NewestKept<BindingKey, ulong> leaves = new(MaxKept);

    /// <summary>The program of a process's binding; null for a process without.</summary>
    public FileIdentity? ProgramOf(ProcessPeer process)
    {
        lock (gate)
        {
            return programs.TryGet(new(process.Pid, process.StartTime), out Measurement? known) ? known.Program.File : null;
        }
    }

    /// <summary>A file without a name is the one that was bound: an inode's number is another file's once nothing holds the first.</summary>
    /// <exception cref="MeasurementRefusedException">It is another.</exception>
    public void RequireRenewal(Measurement measured)
    {
        lock (gate)
        {
            if (measured.IsImageDeleted
                && !(programs.TryGet(KeyOf(measured), out Measurement? known) && known.ExeSha256.Span.SequenceEqual(measured.ExeSha256.Span)))
            {
                throw new MeasurementRefusedException(MeasurementReasons.DeletedImage, $"its program was {measured.Process.ExePath}, and is not the one that it bound");
            }
        }
    }

    /// <summary>Leaf of the newest binding of an identity and a process; null where there is none.</summary>
    public ulong? LeafOf(string spiffeId, Measurement measured)
    {
        lock (gate)
        {
            return leaves.TryGet(new(spiffeId, KeyOf(measured)), out ulong leaf) ? leaf : null;
        }
    }

    /// <summary>A binding was answered.</summary>
    public void Keep(string spiffeId, Measurement measured, ulong leaf)
    {
        lock (gate)
        {
            programs.Keep(KeyOf(measured), measured);
            leaves.Keep(new(spiffeId, KeyOf(measured)), leaf);
        }
    }

    private static ProcessKey KeyOf(Measurement measured) => new(measured.Process.Peer.Pid, measured.Process.Peer.StartTime);

    private readonly record struct ProcessKey(int Pid, ulong StartTime);

    private readonly record struct BindingKey(string SpiffeId, ProcessKey Process);
}
