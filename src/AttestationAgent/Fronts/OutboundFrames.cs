// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Collections.Concurrent;

namespace Attestation.Agent.Fronts;

/// <summary>HTTP/2 as a server sends it, with PING frames put between its frames: never before the first, which must be SETTINGS (RFC 9113, section 3.4).</summary>
/// <remarks>One thread at a time takes; any thread asks.</remarks>
internal sealed class OutboundFrames
{
    private readonly ConcurrentQueue<ulong> questions = new();
    private readonly byte[] head = new byte[PingFrame.HeaderBytes];
    private int held;
    private int passing;
    private bool hasBegun;

    /// <summary>A PING with these bytes goes out at the next boundary.</summary>
    public void Ask(ulong payload) => questions.Enqueue(payload);

    /// <summary>Takes what goes out, in pieces of any size; of nothing, questions go out all the same.</summary>
    public void Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards)
    {
        while (!bytes.IsEmpty)
        {
            Interrupt(onwards);
            bytes = passing > 0 ? Pass(bytes, onwards) : Hold(bytes, onwards);
        }

        Interrupt(onwards);
    }

    private ReadOnlySpan<byte> Pass(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards)
    {
        int length = Math.Min(passing, bytes.Length);
        onwards.Write(bytes[..length]);
        passing -= length;
        return bytes[length..];
    }

    private ReadOnlySpan<byte> Hold(ReadOnlySpan<byte> bytes, IBufferWriter<byte> onwards)
    {
        int length = Math.Min(PingFrame.HeaderBytes - held, bytes.Length);
        bytes[..length].CopyTo(head.AsSpan(held));
        held += length;
        if (held == PingFrame.HeaderBytes)
        {
            onwards.Write(head);
            (passing, held, hasBegun) = (PingFrame.LengthOf(head), 0, true);
        }

        return bytes[length..];
    }

    private void Interrupt(IBufferWriter<byte> onwards)
    {
        Span<byte> frame = stackalloc byte[PingFrame.Bytes];
        while (hasBegun && passing == 0 && held == 0 && questions.TryDequeue(out ulong payload))
        {
            PingFrame.Write(payload, frame);
            onwards.Write(frame);
        }
    }
}
