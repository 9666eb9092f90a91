// SPDX-License-Identifier: Apache-2.0

using System.Collections.Concurrent;
using Attestation.Kernel;

namespace Attestation.Native.Tests.Fuse;

/// <summary>A disk in memory whose calls fail as planned; remembers the order of what was made durable.</summary>
internal sealed class FaultyDisk : IFuseTree
{
    private readonly ConcurrentDictionary<string, byte[]> files = new();
    private readonly ConcurrentDictionary<string, byte> directories = new();

    /// <summary>The call that fails from now on, for example <c>fsync</c>.</summary>
    public string FailingCall { get; set; } = "";

    /// <summary>How it fails.</summary>
    public Errno Errno { get; set; }

    /// <summary>What was done, in order.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public bool? IsDirectory(string path) => directories.ContainsKey(path) ? true : files.ContainsKey(path) ? false : null;

    public int ModeOf(string path) => 0x1A4;

    public void MakeDirectory(string path)
    {
        Pass("mkdir", path);
        directories[path] = 0;
    }

    public void RemoveDirectory(string path)
    {
        Pass("rmdir", path);
        directories.TryRemove(path, out _);
    }

    public void Remove(string path)
    {
        Pass("unlink", path);
        files.TryRemove(path, out _);
    }

    public void Rename(string from, string to)
    {
        Pass("rename", from);
        files[to] = files[from];
        files.TryRemove(from, out _);
    }

    public void Create(string path)
    {
        Pass("open", path);
        files[path] = [];
    }

    public byte[] Read(string path)
    {
        Pass("read", path);
        return files[path];
    }

    public void Write(string path, long offset, byte[] bytes)
    {
        Pass("write", path);
        files[path] = [.. files[path].AsSpan(0, (int)offset), .. bytes];
    }

    public void Flush(string path) => Pass("close", path);

    public void Sync(string path) => Pass("fsync", path);

    private void Pass(string call, string path)
    {
        if (call == FailingCall)
        {
            throw new KernelException(call, path, Errno);
        }

        Done.Enqueue($"{call} {path}".TrimEnd());
    }
}
