// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;

namespace Attestation.SevSnp.Measure;

/// <summary>What a directly booted guest's firmware checks its kernel against. QEMU, target/i386/sev.c, PaddedSevHashTable.</summary>
/// <param name="CommandLine">SHA-256 of the command line with its trailing NUL.</param>
/// <param name="Initrd">SHA-256 of the initial file system; of nothing where there is none.</param>
/// <param name="Kernel">SHA-256 of the kernel file.</param>
public sealed record KernelHashes(ReadOnlyMemory<byte> CommandLine, ReadOnlyMemory<byte> Initrd, ReadOnlyMemory<byte> Kernel)
{
    private const int GuidBytes = 16;
    private const int HeaderBytes = GuidBytes + sizeof(ushort);
    private const int EntryBytes = HeaderBytes + SHA256.HashSizeInBytes;
    private const int TableBytes = HeaderBytes + (3 * EntryBytes);
    private const int PaddedBytes = (TableBytes + 15) / 16 * 16;

    private static readonly Guid TableId = new("9438d606-4f22-4cc9-b479-a793d411fd21");
    private static readonly Guid CommandLineId = new("97d02dd8-bd20-4c94-aa78-e7714d36ab2a");
    private static readonly Guid InitrdId = new("44baf731-3a2f-4bd7-9af1-41e29169781d");
    private static readonly Guid KernelId = new("4de79437-abd2-427f-b835-d5b172d2045b");

    /// <summary>Hashes of given files and a command line.</summary>
    /// <param name="kernel">SHA-256 of the kernel file.</param>
    /// <param name="initrd">SHA-256 of the initial file system; null where there is none.</param>
    /// <param name="commandLine">Without the trailing NUL; UTF-8.</param>
    public static KernelHashes Of(ReadOnlyMemory<byte> kernel, ReadOnlyMemory<byte>? initrd, string commandLine) =>
        new(SHA256.HashData([.. Encoding.UTF8.GetBytes(commandLine), 0]), initrd ?? SHA256.HashData([]), kernel);

    /// <summary>The page that holds the table, zero around it; null where it would not fit.</summary>
    /// <param name="gpa">Where the table lies in guest memory.</param>
    internal byte[]? Page(uint gpa)
    {
        int at = (int)(gpa % LaunchDigest.PageBytes);
        if (at + PaddedBytes > LaunchDigest.PageBytes)
        {
            return null;
        }

        byte[] page = new byte[LaunchDigest.PageBytes];
        Span<byte> rest = page.AsSpan(at);
        rest = Header(rest, TableId, TableBytes);
        foreach ((Guid id, ReadOnlyMemory<byte> hash) in new[] { (CommandLineId, CommandLine), (InitrdId, Initrd), (KernelId, Kernel) })
        {
            rest = Header(rest, id, EntryBytes);
            hash.Span.CopyTo(rest);
            rest = rest[SHA256.HashSizeInBytes..];
        }

        return page;
    }

    private static Span<byte> Header(Span<byte> at, Guid id, int bytes)
    {
        id.TryWriteBytes(at);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(at[GuidBytes..], (ushort)bytes);
        return at[HeaderBytes..];
    }
}
