// SPDX-License-Identifier: Apache-2.0

using System.Globalization;

namespace Attestation.Kernel;

/// <summary>A call into the kernel failed. What implements a port throws this; what uses ports turns it into what it means.</summary>
/// <param name="call">The system call, or the request of an ioctl, for example <c>fsync</c>.</param>
/// <param name="path">What it was called on: an absolute path, or words such as "unix socket".</param>
/// <param name="errno">The error number.</param>
public sealed class KernelException(string call, string path, Errno errno) : IOException($"{path}: {call}: {Name(errno)}")
{
    /// <summary>The system call.</summary>
    public string Call => call;

    /// <summary>What it was called on.</summary>
    public string Path => path;

    /// <summary>The error number.</summary>
    public Errno Errno => errno;

    /// <summary>The number's name, or "errno 123" where it has none here.</summary>
    public static string Name(Errno errno) =>
        Enum.IsDefined(errno) ? errno.ToString() : "errno " + ((int)errno).ToString(CultureInfo.InvariantCulture);
}
