// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Kernel;
using Attestation.Native.Linux;

namespace Attestation.Native;

/// <summary>An open <c>/proc/PID</c>; everything is opened relative to it.</summary>
internal sealed class ProcessDirectory : IProcessDirectory
{
    private const int MaxLink = 4096;

    private readonly OpenFile directory;
    private readonly string path;

    private ProcessDirectory(OpenFile directory, string path) => (this.directory, this.path) = (directory, path);

    public static ProcessDirectory Open(string path) => new(OpenFile.Open(path, Fcntl.ReadOnly | Fcntl.Directory), path);

    public static unsafe string LinkIn(OpenFile directory, string name, string path)
    {
        byte[] room = new byte[MaxLink];
        fixed (byte* start = room)
        {
            int length = (int)SystemCall.Check(LibC.ReadLinkAt(directory.Handle, name, start, (nuint)room.Length), "readlink", path);
            return Encoding.UTF8.GetString(room.AsSpan(0, length));
        }
    }

    public byte[] Read(string name, int maxBytes)
    {
        using OpenFile file = Open(name, Fcntl.ReadOnly);
        return file.ReadToEnd(maxBytes);
    }

    public string LinkOf(string name) => LinkIn(directory, name, $"{path}/{name}");

    public IProcessImage OpenImage() => new ProcessImage(Open("exe", Fcntl.PathOnly), $"{path}/exe");

    public IProcessImage OpenInRoot(string name, bool mayAsk)
    {
        using OpenFile root = Open("root", Fcntl.PathOnly | Fcntl.Directory);
        string file = $"{path}/root{name}";
        return new ProcessImage(OpenFile.OpenInRoot(root.Handle, name, Fcntl.PathOnly, mayAsk ? 0 : OpenHow.Cached, file), file);
    }

    public NamespaceIdentity NamespaceOf(string kind)
    {
        Stat.Status status = StatusOf($"ns/{kind}");
        return new(status.Device, status.Inode);
    }

    public unsafe NamespaceIdentity? OwnerOf(string kind)
    {
        using OpenFile file = Open($"ns/{kind}", Fcntl.ReadOnly);
        int owner = Ioctl.Request(file.Handle, Namespaces.GetUserNamespace, null);
        if (owner < 0)
        {
            return SystemCall.LastError == Errno.EPERM ? null : throw new KernelException("NS_GET_USERNS", $"{path}/ns/{kind}", SystemCall.LastError);
        }

        using Microsoft.Win32.SafeHandles.SafeFileHandle held = new(owner, ownsHandle: true);
        Stat.Status status = default;
        SystemCall.Check(Stat.Extended(owner, "", Stat.EmptyPath, Stat.Basic, &status), "statx", "user namespace");
        return new(status.Device, status.Inode);
    }

    public uint UserOf(string name) => StatusOf(name).Uid;

    public void Dispose() => directory.Dispose();

    private OpenFile Open(string name, int flags) => OpenFile.OpenAt(directory.Handle, name, flags, 0, $"{path}/{name}");

    // Never closed meanwhile: whoever opened it holds it.
    private unsafe Stat.Status StatusOf(string name)
    {
        Stat.Status status = default;
        SystemCall.Check(Stat.Extended((int)directory.Handle.DangerousGetHandle(), name, 0, Stat.Basic, &status), "statx", $"{path}/{name}");
        return status;
    }
}
