// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>An open <c>/proc/PID</c>: once the process is reaped every call fails with ESRCH, whoever has its number then.</summary>
/// <remarks>Not thread-safe. Every method throws <see cref="KernelException"/>: ESRCH, ENOENT: it is gone. EACCES, EPERM: CAP_SYS_PTRACE is missing.</remarks>
public interface IProcessDirectory : IDisposable
{
    /// <summary>A whole file of it.</summary>
    /// <param name="name">Its name, for example <c>stat</c>.</param>
    /// <param name="maxBytes">Most bytes that are read.</param>
    /// <exception cref="KernelException">EFBIG: it has more.</exception>
    byte[] Read(string name, int maxBytes);

    /// <summary>Text of a link. Of a magic link it is a description and decides nothing.</summary>
    string LinkOf(string name);

    /// <summary>Opens the file that the process was started from.</summary>
    IProcessImage OpenImage();

    /// <summary>Opens a file by a path as the process would: its own root, links and mounts, and never out of that root.</summary>
    /// <param name="name">An absolute path.</param>
    /// <param name="mayAsk">False: only what the kernel remembers is followed, so that no server of a file system is asked on the way.</param>
    /// <exception cref="KernelException">ENOENT, ELOOP, ENOTDIR: there is none. EAGAIN: a file system would have to be asked. ENOSYS: a kernel before 5.6.</exception>
    IProcessImage OpenInRoot(string name, bool mayAsk);

    /// <summary>Its namespace of a kind: <c>mnt</c>, <c>pid</c>, <c>user</c>, <c>net</c>.</summary>
    NamespaceIdentity NamespaceOf(string kind);

    /// <summary>The user namespace that owns its namespace of a kind; null where that is none of ours or below.</summary>
    NamespaceIdentity? OwnerOf(string kind);

    /// <summary>Owner of a file of it: root's where the process is not dumpable.</summary>
    uint UserOf(string name);
}
