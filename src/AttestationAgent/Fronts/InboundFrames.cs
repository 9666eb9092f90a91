// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Buffers.Binary;

namespace Attestation.Agent.Fronts;

/// <summary>HTTP/2 as a client sends it (RFC 9113, sections 3.4 and 4.1), passed on without the acknowledgements that are for the gate.</summary>
/// <param name="isAwaited">Takes the 8 bytes of an acknowledgement; true where they are the gate's.</param>
/// <remarks>Keeps at most one PING frame back. What is no HTTP/2 is passed on: the layer above says so.</remarks>
internal sealed class InboundFrames(Func<ulong, bool> isAwaited)
{
    private readonly byte[] head = new byte[PingFrame.Bytes];
    private int held;
    private long passing = Preface;

    /// <summary>Takes what came, in pieces of any size.</summary>
    public void Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards)
    {
        while (!bytes.IsEmpty)
        {
            bytes = passing > 0 ? Pass(bytes, onwards) : Hold(bytes, onwards);
        }
    }

    private ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards)
    {
        int length = (int)Math.Min(passing, bytes.Length);
        onwards.Write(bytes[..length]);
        passing -= length;
        return bytes[length..];
    }

    private ReadOnlySpan<byte> Hold(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards)
    {
        int wanted = held < PingFrame.HeaderBytes ? PingFrame.HeaderBytes : PingFrame.Bytes;
        int length = Math.Min(wanted - held, bytes.Length);
        bytes[..length].CopyTo(head.AsSpan(held));
        held += length;
        if (held == wanted)
        {
            Decide(onwards);
        }

        return bytes[length..];
    }

    private void Decide(IBufferWriter<byte> onwards)
    {
        bool isAcknowledgement = PingFrame.IsAcknowledgement(head);
        if (isAcknowledgement && held < PingFrame.Bytes)
        {
            return;
        }

        if (!isAcknowledgement || !isAwaited(BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(PingFrame.HeaderBytes))))
        {
            onwards.Write(head.AsSpan(0, held));
        }

        passing = isAcknowledgement ? 0 : PingFrame.LengthOf(head);
        held = 0;
    }

    // "PRI * HTTP/2.0" and what follows it, in RFC 9113, section 3.4.
    private const int Preface = 24;
}
