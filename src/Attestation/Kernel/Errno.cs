// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>Error numbers as Linux prints them, on every architecture that TEEs have. asm-generic/errno-base.h, asm-generic/errno.h.</summary>
public enum Errno
{
    /// <summary>No error.</summary>
    None = 0,

    /// <summary>Operation not permitted.</summary>
    EPERM = 1,

    /// <summary>No such file or directory.</summary>
    ENOENT = 2,

    /// <summary>No such process.</summary>
    ESRCH = 3,

    /// <summary>Interrupted system call.</summary>
    EINTR = 4,

    /// <summary>Input/output error.</summary>
    EIO = 5,

    /// <summary>No such device or address: no provider is registered.</summary>
    ENXIO = 6,

    /// <summary>Bad file descriptor.</summary>
    EBADF = 9,

    /// <summary>Try again; the same number as EWOULDBLOCK.</summary>
    EAGAIN = 11,

    /// <summary>Out of memory.</summary>
    ENOMEM = 12,

    /// <summary>Permission denied.</summary>
    EACCES = 13,

    /// <summary>Bad address.</summary>
    EFAULT = 14,

    /// <summary>Device or resource busy.</summary>
    EBUSY = 16,

    /// <summary>File exists.</summary>
    EEXIST = 17,

    /// <summary>No such device.</summary>
    ENODEV = 19,

    /// <summary>Not a directory.</summary>
    ENOTDIR = 20,

    /// <summary>Is a directory.</summary>
    EISDIR = 21,

    /// <summary>Invalid argument.</summary>
    EINVAL = 22,

    /// <summary>Too many open files in the system.</summary>
    ENFILE = 23,

    /// <summary>Too many open files of this process.</summary>
    EMFILE = 24,

    /// <summary>The device does not know the request.</summary>
    ENOTTY = 25,

    /// <summary>Text file busy: reads and writes mixed on one open file of configfs.</summary>
    ETXTBSY = 26,

    /// <summary>File too large.</summary>
    EFBIG = 27,

    /// <summary>No space left on device.</summary>
    ENOSPC = 28,

    /// <summary>Read-only file system.</summary>
    EROFS = 30,

    /// <summary>The answer needs more room.</summary>
    ERANGE = 34,

    /// <summary>File name too long.</summary>
    ENAMETOOLONG = 36,

    /// <summary>The kernel does not know the call.</summary>
    ENOSYS = 38,

    /// <summary>Directory not empty.</summary>
    ENOTEMPTY = 39,

    /// <summary>Too many symbolic links.</summary>
    ELOOP = 40,

    /// <summary>No data available.</summary>
    ENODATA = 61,

    /// <summary>Not a socket.</summary>
    ENOTSOCK = 88,

    /// <summary>The kernel does not know the socket option.</summary>
    ENOPROTOOPT = 92,

    /// <summary>The kernel does not know the protocol.</summary>
    EPROTONOSUPPORT = 93,

    /// <summary>Operation not supported.</summary>
    EOPNOTSUPP = 95,

    /// <summary>No room in a socket's buffer: what was sent meanwhile is lost.</summary>
    ENOBUFS = 105,

    /// <summary>Connection timed out; of a TEE: the host did not answer.</summary>
    ETIMEDOUT = 110,

    /// <summary>Nobody listens.</summary>
    ECONNREFUSED = 111,

    /// <summary>Stale file handle.</summary>
    ESTALE = 116,

    /// <summary>Quota exceeded.</summary>
    EDQUOT = 122,
}
