// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Native;

/// <summary>Where datagrams of the proc connector come from.</summary>
internal interface IProcessEventSocket : IDisposable
{
    /// <summary>Waits until there is something to receive.</summary>
    /// <returns>False where the time is over.</returns>
    bool Wait(TimeSpan longest);

    /// <summary>Receives one datagram, without waiting.</summary>
    /// <param name="buffer">What fits goes here.</param>
    /// <param name="length">The length that it had.</param>
    /// <param name="isKernels">Whether the kernel sent it.</param>
    /// <returns>EAGAIN: there is none. ENOBUFS: some are lost, and more may be until there is none. Another error: the socket is broken.</returns>
    Errno Receive(Span<byte> buffer, out int length, out bool isKernels);
}
