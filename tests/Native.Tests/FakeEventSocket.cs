// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.Kernel;

namespace Attestation.Native.Tests;

/// <summary>Datagrams that a test wrote, in its order, with errors between them.</summary>
internal sealed class FakeEventSocket : IProcessEventSocket
{
    public const uint Fork = 1;
    public const uint Exec = 2;
    public const uint Exit = 0x8000_0000;

    private readonly Queue<(Errno Errno, byte[] Bytes, bool IsKernels)> queue = [];

    public void Send(byte[] datagram, bool isKernels = true) => queue.Enqueue((Errno.None, datagram, isKernels));

    public void Fail(Errno errno) => queue.Enqueue((errno, [], true));

    public bool Wait(TimeSpan longest) => queue.Count > 0;

    public Errno Receive(Span<byte> buffer, out int length, out bool isKernels)
    {
        (Errno errno, byte[] bytes, isKernels) = queue.TryDequeue(out (Errno, byte[], bool) one) ? one : (Errno.EAGAIN, [], true);
        length = bytes.Length;
        bytes.AsSpan(0, Math.Min(length, buffer.Length)).CopyTo(buffer);
        return errno;
    }

    public void Dispose() => queue.Clear();

    /// <summary>An event, as struct nlmsghdr, cn_msg and proc_event lay it out.</summary>
    public static byte[] Event(uint what, uint sequence, params ReadOnlySpan<int> ids)
    {
        byte[] datagram = new byte[76];
        Put(datagram, 0, 76);
        BinaryPrimitives.WriteUInt16LittleEndian(datagram.AsSpan(4), 3);
        Put(datagram, 16, 1);
        Put(datagram, 20, 1);
        Put(datagram, 24, sequence);
        BinaryPrimitives.WriteUInt16LittleEndian(datagram.AsSpan(32), 40);
        Put(datagram, 36, what);
        for (int i = 0; i < ids.Length; i++)
        {
            Put(datagram, 52 + (4 * i), (uint)ids[i]);
        }

        return datagram;
    }

    /// <summary>An answer to a question.</summary>
    public static byte[] Answer(uint question, uint sequence, Errno error = Errno.None)
    {
        byte[] datagram = Event(0, sequence, (int)error);
        Put(datagram, 28, question + 1);
        return datagram;
    }

    private static void Put(byte[] datagram, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(datagram.AsSpan(offset), value);
}
