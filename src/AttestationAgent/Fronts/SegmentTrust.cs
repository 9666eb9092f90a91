// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Measuring;
using Attestation.Agent.Sockets;
using Attestation.Kernel;

namespace Attestation.Agent.Fronts;

/// <summary>Whose a segment must be.</summary>
internal static class SegmentTrust
{
    /// <summary>It is the peer's, and nothing came with it.</summary>
    /// <remarks>While the peer is alive its number is nobody else's: alive afterwards, it was the sender's all along.</remarks>
    /// <exception cref="MeasurementRefusedException">It is not.</exception>
    public static void Require(Segment segment, SocketPeer peer)
    {
        if (segment.HasDescriptors)
        {
            throw new MeasurementRefusedException(MeasurementReasons.UnexpectedDescriptors, $"process {segment.Sender} attached descriptors to its bytes, want bytes alone");
        }

        if (segment.Bytes == 0)
        {
            return;
        }

        int own = peer.Process.Pid;
        if (segment.Sender != own || own == 0)
        {
            throw new MeasurementRefusedException(MeasurementReasons.ForeignSender, $"process {segment.Sender} sent on the connection of process {own}");
        }

        if (peer.Handle?.IsAlive() != true)
        {
            throw new MeasurementRefusedException(MeasurementReasons.PeerGone, $"process {own} has exited");
        }
    }
}
