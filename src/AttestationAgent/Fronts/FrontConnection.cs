// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Kernel;

namespace Attestation.Agent.Fronts;

/// <summary>One connection of a front: its peer is measured from the moment that it is accepted.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class FrontConnection : IFrontConnection
{
    private readonly SocketPeer peer;
    private readonly ProcessMeasurement measurement;
    private readonly FrontTransport transport;
    private readonly PingGate gate;
    private Task<Measurement>? first;

    /// <summary>Begins to measure.</summary>
    /// <param name="peer">Who connected.</param>
    /// <param name="measurement">Measures.</param>
    /// <param name="transport">Knows whether somebody else sent.</param>
    /// <param name="gate">Asks for signs of life.</param>
    public FrontConnection(SocketPeer peer, ProcessMeasurement measurement, FrontTransport transport, PingGate gate)
    {
        (this.peer, this.measurement, this.transport, this.gate) = (peer, measurement, transport, gate);
        first = MeasureNowAsync(bound: null, admitsTool: false, transport.ConnectionClosed);
    }

    /// <inheritdoc/>
    public async Task<Measurement> MeasureAsync(FileIdentity? bound, CancellationToken cancellationToken)
    {
        // What is bound may be unlinked by now, for which the first look refuses it: it has left the digest behind all the same.
        Task<Measurement>? begun = Interlocked.Exchange(ref first, null);
        Measurement measured = begun is not null && bound is null
            ? await begun.WaitAsync(cancellationToken).ConfigureAwait(false)
            : await MeasureNowAsync(bound, admitsTool: false, cancellationToken).ConfigureAwait(false);
        transport.RequireOneSender();
        return measured;
    }

    /// <summary>The same for a key that is bound for a user: the command line tool binds it as itself, and policies that name programs refuse it (processes, section 8.3).</summary>
    public async Task<Measurement> MeasureUserAsync(FileIdentity? bound, CancellationToken cancellationToken)
    {
        Measurement measured = await MeasureNowAsync(bound, admitsTool: true, cancellationToken).ConfigureAwait(false);
        transport.RequireOneSender();
        return measured;
    }

    /// <inheritdoc/>
    public async Task ConfirmAsync(Measurement measured, CancellationToken cancellationToken)
    {
        await gate.PingAsync(cancellationToken).ConfigureAwait(false);
        Measurement again = await MeasureNowAsync(measured.Program.File, NoIdentityPrograms.IsTool(measured.Process.ExePath), cancellationToken).ConfigureAwait(false);
        transport.RequireOneSender();
        if (again.IsOfAnotherExec(measured))
        {
            throw new MeasurementRefusedException(MeasurementReasons.ExecDuringExchange, $"process {measured.Process.Peer.Pid} executed a program after it asked");
        }

        if (!again.IsSame(measured))
        {
            throw new MeasurementRefusedException(MeasurementReasons.ProcessChanged, $"process {measured.Process.Peer.Pid} is not what it was when it asked");
        }
    }

    private Task<Measurement> MeasureNowAsync(FileIdentity? bound, bool admitsTool, CancellationToken cancellationToken) => peer.Handle is { } handle
        ? measurement.OfPeerAsync(handle, peer.Process.StartTime, bound, cancellationToken, admitsTool)
        : Task.FromException<Measurement>(new MeasurementRefusedException(
            MeasurementReasons.ForeignUserNamespace, "the peer is in no pid namespace that the agent sees: the agent needs the node's (hostPID: true)"));
}
