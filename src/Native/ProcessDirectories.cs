// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>procfs where it is mounted; the node's own, if the agent is to measure the node's processes.</summary>
/// <param name="root">The mount point.</param>
public sealed class ProcessDirectories(string root = ProcRoot.Default) : IProcessDirectories
{
    private const int MaxBytes = 64;

    /// <inheritdoc/>
    public bool HasOwnNumbers()
    {
        using OpenFile directory = OpenFile.Open(root, Fcntl.ReadOnly | Fcntl.Directory);
        return ProcessDirectory.LinkIn(directory, "self", $"{root}/self") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public IProcessDirectory Open(int pid) => ProcessDirectory.Open($"{root}/{pid}");

    /// <inheritdoc/>
    public IProcessDirectory OpenOwn() => ProcessDirectory.Open($"{root}/self");

    /// <inheritdoc/>
    public int? PtraceScope()
    {
        string path = $"{root}/sys/kernel/yama/ptrace_scope";
        try
        {
            string text = Encoding.ASCII.GetString(OpenFile.ReadAll(path, MaxBytes)).TrimEnd('\n');
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int scope) ? scope : throw new KernelException("read", path, Errno.EINVAL);
        }
        catch (KernelException absent) when (absent.Errno == Errno.ENOENT)
        {
            return null;
        }
    }
}
