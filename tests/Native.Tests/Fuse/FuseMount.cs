// SPDX-License-Identifier: Apache-2.0

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Attestation.Native.Tests.Fuse;

/// <summary>A file system of the test's own, mounted where production code reads it: each call of it is answered here, with any errno.</summary>
/// <remarks>Needs root and /dev/fuse. Answers one request at a time.</remarks>
internal sealed class FuseMount : IDisposable
{
    private const int DetachFlag = 2;
    private const int LongestRequest = 1024 * 1024;

    private readonly SafeFileHandle device;
    private readonly Thread server;

    private FuseMount(SafeFileHandle device, string path, FuseServer files)
    {
        this.device = device;
        Path = path;
        server = new Thread(() => Serve(files)) { IsBackground = true };
        server.Start();
    }

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Mounts; skips the running test, with the reason, where that cannot be.</summary>
    public static FuseMount Over(IFuseTree tree)
    {
        Assert.SkipUnless(File.Exists("/dev/fuse") && Environment.IsPrivilegedProcess, "no FUSE here: needs root and /dev/fuse");
        string path = Directory.CreateTempSubdirectory("attestation-fuse-").FullName;
        SafeFileHandle device = new(Open("/dev/fuse", 2 | 0x8_0000, 0), ownsHandle: true);
        string options = $"fd={device.DangerousGetHandle()},rootmode=40755,user_id=0,group_id=0,default_permissions";
        int mounted = Mount("attestation", path, "fuse", 0, options);
        Assert.SkipUnless(mounted == 0, $"no FUSE here: mount gives errno {Marshal.GetLastPInvokeError()}");
        return new(device, path, new FuseServer(tree));
    }

    public void Dispose()
    {
        _ = Unmount(Path, DetachFlag);
        server.Join();
        device.Dispose();
        Directory.Delete(Path);
    }

    // The device ends with ENODEV once it is unmounted.
    private void Serve(FuseServer files)
    {
        byte[] request = new byte[LongestRequest];
        while (Read(device, request, request.Length) is > 0 and nint length)
        {
            if (files.Answer(request.AsSpan(0, (int)length)) is { } answer)
            {
                _ = Write(device, answer, answer.Length);
            }
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mode);

    [DllImport("libc", EntryPoint = "mount", SetLastError = true)]
    private static extern int Mount(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string source,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string target,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string type,
        nuint flags,
        [MarshalAs(UnmanagedType.LPUTF8Str)] string options);

    [DllImport("libc", EntryPoint = "umount2", SetLastError = true)]
    private static extern int Unmount([MarshalAs(UnmanagedType.LPUTF8Str)] string target, int flags);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(SafeFileHandle file, [Out] byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(SafeFileHandle file, byte[] buffer, nint count);
}
