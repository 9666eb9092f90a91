// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Attestation.Kernel;

namespace Attestation.Native.Linux;

/// <summary>Turns the result of a call into a value or a <see cref="KernelException"/> that keeps errno.</summary>
internal static class SystemCall
{
    /// <summary>errno of this thread's last call.</summary>
    public static Errno LastError => (Errno)Marshal.GetLastPInvokeError();

    /// <summary>The result, unless it is negative.</summary>
    public static int Check(int result, string call, string path) => result >= 0 ? result : throw new KernelException(call, path, LastError);

    /// <summary>The result, unless it is negative.</summary>
    public static nint Check(nint result, string call, string path) => result >= 0 ? result : throw new KernelException(call, path, LastError);
}
