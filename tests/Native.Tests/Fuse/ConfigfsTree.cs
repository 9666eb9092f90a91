// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.Kernel;

namespace Attestation.Native.Tests.Fuse;

/// <summary>A simulated configfs-tsm as a tree of files, so that production code meets it through the kernel's own calls.</summary>
internal sealed class ConfigfsTree(ITsmEntries entries) : IFuseTree
{
    private readonly ConcurrentDictionary<string, ITsmEntry> made = new();

    private static readonly Dictionary<string, int> Modes = new()
    {
        [TsmAttribute.InBlob.Name] = 0x80, [TsmAttribute.PrivilegeLevel.Name] = 0x80,
        [TsmAttribute.ServiceProvider.Name] = 0x80, [TsmAttribute.ServiceGuid.Name] = 0x80, [TsmAttribute.ServiceManifestVersion.Name] = 0x80,
    };

    public bool? IsDirectory(string path)
    {
        string[] parts = path.Split('/');
        return !made.TryGetValue(parts[0], out ITsmEntry? entry) ? null
            : parts.Length == 1 ? true
            : entry.Has(new TsmAttribute(parts[1])) ? false
            : null;
    }

    public int ModeOf(string path) => Modes.GetValueOrDefault(path.Split('/')[^1], 0x124);

    public void MakeDirectory(string path) => made[path] = entries.Create(path);

    public void RemoveDirectory(string path)
    {
        if (made.TryRemove(path, out ITsmEntry? entry))
        {
            entry.Dispose();
        }
    }

    public byte[] Read(string path) => Wait(Entry(path).ReadAsync(AttributeOf(path), int.MaxValue).AsTask());

    public void Write(string path, long offset, byte[] bytes) => Entry(path).WriteAsync(AttributeOf(path), bytes).AsTask().GetAwaiter().GetResult();

    public void Flush(string path)
    {
    }

    public void Remove(string path) => throw new KernelException("unlink", path, Errno.EPERM);

    public void Rename(string from, string to) => throw new KernelException("rename", from, Errno.EPERM);

    public void Create(string path) => throw new KernelException("create", path, Errno.EPERM);

    public void Sync(string path) => throw new KernelException("fsync", path, Errno.EINVAL);

    private ITsmEntry Entry(string path) => made[path.Split('/')[0]];

    private static TsmAttribute AttributeOf(string path) => new(path.Split('/')[1]);

    private static byte[] Wait(Task<byte[]> read) => read.GetAwaiter().GetResult();
}
