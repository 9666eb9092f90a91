// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Kernel;

/// <summary>Reads of unix stream sockets that say who sent each byte (processes, section 2).</summary>
public interface ISegments
{
    /// <summary>Connections that this socket accepts name the sender of every segment, and take no descriptors where the kernel can refuse them. Call it before listen.</summary>
    /// <param name="listener">A unix stream socket.</param>
    /// <exception cref="KernelException">It is none, or the kernel names no senders.</exception>
    void Watch(SafeHandle listener);

    /// <summary>Takes bytes of one sender, without waiting.</summary>
    /// <param name="socket">A connection of a watched socket.</param>
    /// <param name="buffer">Where they go; not empty.</param>
    /// <returns>Null where there are none yet.</returns>
    /// <exception cref="KernelException">The connection is broken.</exception>
    Segment? Receive(SafeHandle socket, Span<byte> buffer);
}
