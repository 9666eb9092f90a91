// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;

namespace Attestation.Kernel;

/// <summary>Who is at the other end of a unix socket.</summary>
public interface IPeerCredentials
{
    /// <summary>Samples the process that connected. Fixed at connect: an exec, or a socket handed on, does not change it.</summary>
    /// <param name="socket">An accepted unix stream socket.</param>
    /// <exception cref="KernelException">ENODATA, ESRCH, EINVAL: the peer is gone. ENOTSOCK, EBADF: no socket.</exception>
    Peer Of(SafeHandle socket);
}
