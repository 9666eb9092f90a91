// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Binding;
using Attestation.Agent.Fronts;
using Attestation.Agent.Measuring;
using Attestation.Kernel;
using Attestation.Statements;

namespace Attestation.Agent.Sentry;

/// <summary>The process at the other end of a front's connection.</summary>
/// <param name="Connection">Measures it.</param>
/// <param name="Process">Its number and start time, sampled as it connected; null where that is not known, and then it renews nothing.</param>
internal sealed record FrontPeer(IFrontConnection Connection, ProcessPeer? Process)
{
    /// <summary>What it is now.</summary>
    /// <param name="bound">Who has a binding.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MeasurementRefusedException">It is refused.</exception>
    public async Task<Measurement> MeasureAsync(BoundProcesses bound, CancellationToken cancellationToken)
    {
        FileIdentity? program = Process is null ? null : bound.ProgramOf(Process);
        Measurement measured = await Connection.MeasureAsync(program, cancellationToken).ConfigureAwait(false);
        bound.RequireRenewal(measured);
        return measured;
    }

    /// <summary>Measures again after a wait: the same process runs the same program.</summary>
    /// <exception cref="MeasurementRefusedException">It does not.</exception>
    public async Task RequireSameAsync(Measurement before, BoundProcesses bound, CancellationToken cancellationToken)
    {
        Measurement now = await MeasureAsync(bound, cancellationToken).ConfigureAwait(false);
        if (Key(now) != Key(before) || !now.ExeSha256.Span.SequenceEqual(before.ExeSha256.Span))
        {
            throw new MeasurementRefusedException(MeasurementReasons.ProcessChanged, $"process {before.Process.Peer.Pid} runs another program than when it asked");
        }
    }

    private static (int Pid, ulong Start, ulong Device, ulong Inode) Key(Measurement measured) =>
        (measured.Process.Peer.Pid, measured.Process.Peer.StartTime, measured.Program.File.Device, measured.Program.File.Inode);
}
