// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Agent.Measuring;
using Attestation.Kernel;
using Attestation.Statements;

namespace Attestation.Agent.Binding;

/// <summary>Processes that have bindings in this run, whichever socket they asked on: they renew after an upgrade has unlinked their file, and each renewal names the binding before (processes, section 8.5).</summary>
/// <remarks>Thread-safe. The newest 65,536 processes and as many bindings are kept.</remarks>
internal sealed class BoundProcesses
{
    private const int MaxKept = 1 << 16;

    private readonly Lock gate = new();
    private readonly NewestKept<ProcessKey, BoundProgram> programs = new(MaxKept);
    private readonly NewestKept<BindingKey, KeptBinding> bindings = new(MaxKept);

    /// <summary>The program of a process that has a binding, which may be unlinked by now; null for a process without.</summary>
    public FileIdentity? ProgramOf(ProcessPeer process)
    {
        lock (gate)
        {
            return programs.TryGet(KeyOf(process), out BoundProgram? known) ? known.File : null;
        }
    }

    /// <summary>A file without a name is the one that was bound: an inode's number is another file's once nothing holds the first.</summary>
    /// <exception cref="MeasurementRefusedException">It is another.</exception>
    public void RequireRenewal(Measurement measured)
    {
        lock (gate)
        {
            if (measured.IsImageDeleted && !(programs.TryGet(KeyOf(measured.Process.Peer), out BoundProgram? known) && known.IsThatOf(measured)))
            {
                throw new MeasurementRefusedException(MeasurementReasons.DeletedImage, $"its program was {measured.Process.ExePath}, and is not the one that it bound");
            }
        }
    }

    /// <summary>The newest binding of an identity and a process that still runs the program of then; null where there is none.</summary>
    public PreviousBinding? PreviousOf(string? spiffeId, Measurement measured)
    {
        lock (gate)
        {
            return bindings.TryGet(KeyOf(spiffeId, measured), out KeptBinding? known) && known.Program.IsThatOf(measured) ? known.Binding : null;
        }
    }

    /// <summary>A binding is in the log, with Evidence.</summary>
    public void Keep(string? spiffeId, Measurement measured, CommittedStatement committed)
    {
        BoundProgram program = new(measured.Program.File, measured.ExeSha256);
        PreviousBinding binding = new(committed.Head.Checkpoint.Origin.ToString(), (ulong)committed.Index);
        BindingKey key = KeyOf(spiffeId, measured);
        lock (gate)
        {
            programs.Keep(key.Process, program);

            // Attempts of one request end in any order: the greatest leaf is the newest.
            if (!(bindings.TryGet(key, out KeptBinding? known) && known.Program.IsThatOf(measured) && known.Binding.Leaf > binding.Leaf))
            {
                bindings.Keep(key, new(program, binding));
            }
        }
    }

    private static BindingKey KeyOf(string? spiffeId, Measurement measured) => new(spiffeId, KeyOf(measured.Process.Peer));

    private static ProcessKey KeyOf(ProcessPeer process) => new(process.Pid, process.StartTime);

    private readonly record struct ProcessKey(int Pid, ulong StartTime);

    private readonly record struct BindingKey(string? SpiffeId, ProcessKey Process);

    private sealed record KeptBinding(BoundProgram Program, PreviousBinding Binding);

    private sealed record BoundProgram(FileIdentity File, ReadOnlyMemory<byte> Sha256)
    {
        // Unlinking changes the inode, so its state is not compared; its content is.
        public bool IsThatOf(Measurement measured) =>
            (File.Device, File.Inode) == (measured.Program.File.Device, measured.Program.File.Inode) && Sha256.Span.SequenceEqual(measured.ExeSha256.Span);
    }
}
