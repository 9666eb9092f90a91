// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Kernel;

namespace Attestation.Agent.Tests.Fakes;

/// <summary>An honest process of uid 1000 in a pod, made of text; a test changes what it is about.</summary>
internal sealed class FakeProcess : IProcessDirectory, IProcessHandle
{
    public const int Number = 4312;
    public const ulong Start = 51007;
    public const string Container = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    public const string PodUid = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

    public static readonly NamespaceIdentity InitialUsers = new(4, 0xEFFFFFFD);

    public FakeImage Image { get; set; } = new();

    /// <summary>Contents of the directory.</summary>
    public Dictionary<string, string> Files { get; } = new()
    {
        ["stat"] = $"{Number} (a) b) S 1 {Number} {Number} 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 {Start} 1 1 1",
        ["status"] = "Name:\tserver\nTgid:\t4312\nTracerPid:\t0\nUid:\t1000\t1000\t1000\t1000\nGid:\t1000\t1000\t1000\t1000\nNSpid:\t4312\t1\nCapEff:\t0000000000000000\nSeccomp:\t2\n",
        ["cgroup"] = $"0::/kubepods.slice/kubepods-pod{PodUid.Replace('-', '_')}.slice/cri-containerd-{Container}.scope\n",
        ["maps"] = Maps(),
        ["smaps"] = Maps(behind: "Size:                4 kB\nAnonymous:             0 kB\nVmFlags: rd ex\n"),
        ["environ"] = "PATH=/bin\0LD_LIBRARY_PATH=/lib\0",
        ["cmdline"] = "/server\0--port\0",
        ["mountinfo"] = "29 1 8:1 / / rw,relatime shared:1 - ext4 /dev/root rw\n30 29 0:5 / /dev rw - devtmpfs dev rw\n",
    };

    /// <summary>Texts of links.</summary>
    public Dictionary<string, string> Links { get; } = new() { ["exe"] = "/server", ["root"] = "/", ["cwd"] = "/" };

    public Dictionary<string, NamespaceIdentity?> Owners { get; } = new() { ["pid"] = InitialUsers, ["mnt"] = InitialUsers };

    public Dictionary<string, NamespaceIdentity> Namespaces { get; } = new()
    {
        ["user"] = InitialUsers,
        ["pid"] = new(4, 100),
        ["mnt"] = new(4, 101),
        ["net"] = new(4, 102),
    };

    public uint Owner { get; set; } = 1000;

    public bool Lives { get; set; } = true;

    public int KernelsNumber { get; set; } = Number;

    /// <summary>Files that its paths lead to.</summary>
    public Dictionary<string, FakeImage> FilesInRoot { get; } = [];

    /// <summary>Called before a path is followed, with whether a file system may be asked.</summary>
    public Action<bool> OnOpen { get; set; } = _ => { };

    /// <summary>Called before each look, with how many there were.</summary>
    public Action<int> OnLook { get; set; } = _ => { };

    /// <summary>Looks so far.</summary>
    public int Looks { get; private set; }

    public int Pid => Number;

    public int PidNow() => KernelsNumber;

    public bool IsAlive() => Lives;

    public byte[] Read(string name, int maxBytes)
    {
        if (name == "stat")
        {
            OnLook(Looks++);
        }

        byte[] bytes = Encoding.UTF8.GetBytes(Files[name]);
        return bytes.Length <= maxBytes ? bytes : throw new KernelException("read", name, Errno.EFBIG);
    }

    public string LinkOf(string name) => Links.TryGetValue(name, out string? text) ? text : throw new KernelException("readlink", name, Errno.ENOENT);

    public IProcessImage OpenImage() => Image;

    public IProcessImage OpenInRoot(string name, bool mayAsk)
    {
        OnOpen(mayAsk);
        return FilesInRoot.TryGetValue(name, out FakeImage? file) ? file : throw new KernelException("openat2", name, Errno.ENOENT);
    }

    public NamespaceIdentity NamespaceOf(string kind) => Namespaces[kind];

    public NamespaceIdentity? OwnerOf(string kind) => Owners[kind];

    public uint UserOf(string name) => Owner;

    public void Dispose()
    {
        // Nothing is open.
    }

    /// <summary>Mappings of the program and of a library, with lines of smaps behind each.</summary>
    public static string Maps(string program = "08:01 42", string behind = "") =>
        $"00400000-00401000 r-xp 00000000 {program}                          /server\n{behind}"
        + $"7f0000000000-7f0000001000 r-xp 00000000 08:01 77                 /lib/libc.so.6\n{behind}"
        + $"7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0                  [stack]\n{behind}";
}
