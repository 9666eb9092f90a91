// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>
/// A message that is refused before it is read. SPIRE has one connection: bytes that nobody reads fill its window, and bytes that come for a call which
/// ended some seconds ago end the connection, with everybody's calls. So the message is taken to its last byte and forgotten, before its call ends.
/// </summary>
internal static class UnreadMessage
{
    // SPIRE's server takes no message above 4 MiB: what says more is not taken.
    private const long Most = 8 << 20;

    // "Length-Prefixed-Message" of gRPC over HTTP/2: a flag, then the length in big endian.
    private const int PrefixBytes = 5;

    /// <summary>Takes one message. Bytes of its prefix may have been looked at before, none has been taken.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="taken">Told of all bytes that come.</param>
    /// <param name="cancellationToken">The attestation's time.</param>
    public static async Task TakeAsync(PipeReader body, Action taken, CancellationToken cancellationToken)
    {
        try
        {
            // Bytes that somebody has looked at are not shown again before others come, and those may all be here.
            body.CancelPendingRead();
            for (long? left = null; left != 0;)
            {
                ReadResult read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
                left ??= LengthOf(read.Buffer);
                long now = Math.Min(left ?? 0, read.Buffer.Length);
                if (!read.Buffer.IsEmpty)
                {
                    taken();
                }

                body.AdvanceTo(read.Buffer.GetPosition(now), read.Buffer.End);
                left -= now;
                if (read.IsCompleted || left > Most)
                {
                    return;
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The call is gone, or its time is.
        }
    }

    // With its prefix; null before that has come.
    private static long? LengthOf(ReadOnlySequence<byte> message)
    {
        if (message.Length < PrefixBytes)
        {
            return null;
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        message.Slice(0, PrefixBytes).CopyTo(prefix);
        return PrefixBytes + (long)BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
    }
}
