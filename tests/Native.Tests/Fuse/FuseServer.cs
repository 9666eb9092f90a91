// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text;
using Attestation.Kernel;

namespace Attestation.Native.Tests.Fuse;

/// <summary>
/// Speaks the kernel's FUSE protocol, as much of it as one client needs. include/uapi/linux/fuse.h, version 7.31: a request begins with
/// fuse_in_header (40 bytes), an answer with fuse_out_header (16 bytes).
/// </summary>
internal sealed class FuseServer(IFuseTree tree)
{
    private const int RequestHeader = 40;
    private const int AnswerHeader = 16;
    private const int AttributeBytes = 88;
    private const int DirectIo = 1;
    private const int DirectoryMode = 0x41ED;
    private const int FileType = 0x8000;

    private readonly List<string> nodes = ["", ""];
    private readonly Dictionary<ulong, (string Path, byte[]? Content)> opened = [];
    private ulong nextHandle = 1;

    private enum Call
    {
        Lookup = 1, Forget = 2, GetAttributes = 3, SetAttributes = 4, MakeDirectory = 9, Unlink = 10, RemoveDirectory = 11, Rename = 12,
        Open = 14, Read = 15, Write = 16, Release = 18, Sync = 20, Flush = 25, Init = 26, OpenDirectory = 27, ReleaseDirectory = 29,
        SyncDirectory = 30, Create = 35, BatchForget = 42,
    }

    /// <summary>The answer to a request; null where none is expected.</summary>
    public byte[]? Answer(ReadOnlySpan<byte> request)
    {
        Call call = (Call)BinaryPrimitives.ReadUInt32LittleEndian(request[4..]);
        ulong unique = BinaryPrimitives.ReadUInt64LittleEndian(request[8..]);
        if (call is Call.Forget or Call.BatchForget)
        {
            return null;
        }

        try
        {
            return Framed(unique, Errno.None, Do(call, nodes[(int)BinaryPrimitives.ReadUInt64LittleEndian(request[16..])], request[RequestHeader..]));
        }
        catch (KernelException failed)
        {
            return Framed(unique, failed.Errno, []);
        }
    }

    private byte[] Do(Call call, string node, ReadOnlySpan<byte> body) => call switch
    {
        Call.Init => Init(),
        Call.Lookup => Entry(Child(node, body)),
        Call.GetAttributes or Call.SetAttributes => [.. new byte[16], .. Attributes(node)],
        Call.Open or Call.OpenDirectory => Open(node),
        Call.Read => Read(body),
        Call.Write => Write(body),
        _ => Change(call, node, body),
    };

    private byte[] Change(Call call, string node, ReadOnlySpan<byte> body)
    {
        switch (call)
        {
            case Call.MakeDirectory:
                tree.MakeDirectory(Child(node, body[8..]));
                return Entry(Child(node, body[8..]));
            case Call.RemoveDirectory:
                tree.RemoveDirectory(Child(node, body));
                return [];
            case Call.Unlink:
                tree.Remove(Child(node, body));
                return [];
            case Call.Rename:
                Rename(node, body);
                return [];
            case Call.Create:
                tree.Create(Child(node, body[16..]));
                return [.. Entry(Child(node, body[16..])), .. Open(Child(node, body[16..]))];
            case Call.Flush:
                tree.Flush(node);
                return [];
            case Call.Release or Call.ReleaseDirectory:
                opened.Remove(BinaryPrimitives.ReadUInt64LittleEndian(body));
                return [];
            case Call.Sync or Call.SyncDirectory:
                tree.Sync(node);
                return [];
            default:
                throw new KernelException(call.ToString(), node, Errno.ENOSYS);
        }
    }

    private static byte[] Init()
    {
        byte[] answer = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(answer, 7);
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(4), 31);
        BinaryPrimitives.WriteUInt32LittleEndian(answer.AsSpan(20), 65536);
        return answer;
    }

    // fuse_entry_out: node, generation and times of validity that are all zero, so that nothing is cached.
    private byte[] Entry(string path)
    {
        byte[] attributes = Attributes(path);
        if (!nodes.Contains(path))
        {
            nodes.Add(path);
        }

        byte[] answer = new byte[40 + AttributeBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(answer, (ulong)nodes.LastIndexOf(path));
        attributes.CopyTo(answer, 40);
        return answer;
    }

    private byte[] Attributes(string path)
    {
        bool isDirectory = path.Length == 0 || (tree.IsDirectory(path) ?? throw new KernelException("lookup", path, Errno.ENOENT));
        byte[] answer = new byte[AttributeBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(answer, (ulong)Math.Max(1, nodes.LastIndexOf(path)));
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(60), isDirectory ? DirectoryMode : FileType | tree.ModeOf(path));
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(64), 1);
        return answer;
    }

    // fuse_open_out with direct I/O: each read and write comes here, whatever the length says.
    private byte[] Open(string path)
    {
        byte[] answer = new byte[16];
        opened[nextHandle] = (path, null);
        BinaryPrimitives.WriteUInt64LittleEndian(answer, nextHandle++);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(8), DirectIo);
        return answer;
    }

    private byte[] Read(ReadOnlySpan<byte> body)
    {
        ulong handle = BinaryPrimitives.ReadUInt64LittleEndian(body);
        int offset = (int)BinaryPrimitives.ReadUInt64LittleEndian(body[8..]);
        int size = BinaryPrimitives.ReadInt32LittleEndian(body[16..]);
        (string path, byte[]? content) = opened[handle];
        content ??= tree.Read(path);
        opened[handle] = (path, content);
        return [.. content.Skip(offset).Take(size)];
    }

    private byte[] Write(ReadOnlySpan<byte> body)
    {
        (string path, _) = opened[BinaryPrimitives.ReadUInt64LittleEndian(body)];
        int size = BinaryPrimitives.ReadInt32LittleEndian(body[16..]);
        tree.Write(path, (long)BinaryPrimitives.ReadUInt64LittleEndian(body[8..]), body.Slice(40, size).ToArray());
        byte[] answer = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(answer, size);
        return answer;
    }

    private void Rename(string node, ReadOnlySpan<byte> body)
    {
        string target = nodes[(int)BinaryPrimitives.ReadUInt64LittleEndian(body)];
        string from = Text(body[8..]);
        tree.Rename(Join(node, from), Join(target, Text(body[(8 + Encoding.UTF8.GetByteCount(from) + 1)..])));
    }

    private static string Child(string node, ReadOnlySpan<byte> name) => Join(node, Text(name));

    private static string Join(string node, string name) => node.Length == 0 ? name : $"{node}/{name}";

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..bytes.IndexOf((byte)0)]);

    private static byte[] Framed(ulong unique, Errno errno, byte[] body)
    {
        byte[] answer = new byte[AnswerHeader + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(answer, answer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(4), -(int)errno);
        BinaryPrimitives.WriteUInt64LittleEndian(answer.AsSpan(8), unique);
        body.CopyTo(answer, AnswerHeader);
        return answer;
    }
}
