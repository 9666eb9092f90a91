// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Attestation.SevSnp.Measure;

/// <summary>The launch digest while pages are added to it; starts as zero.</summary>
internal sealed class LaunchDigest
{
    public const int PageBytes = 4096;

    private readonly byte[] value = new byte[SHA384.HashSizeInBytes];

    /// <summary>48 bytes.</summary>
    public ReadOnlyMemory<byte> Value => value;

    /// <summary>Goes on from a digest that somebody else computed over the firmware.</summary>
    /// <param name="digest">48 bytes.</param>
    public void Resume(ReadOnlySpan<byte> digest) => digest.CopyTo(value);

    /// <summary>Adds whole pages of content, one after the other from <paramref name="gpa"/> on.</summary>
    public void AddContent(PageType type, ulong gpa, ReadOnlySpan<byte> content)
    {
        for (int at = 0; at < content.Length; at += PageBytes)
        {
            Extend(type, gpa + (ulong)at, SHA384.HashData(content.Slice(at, PageBytes)));
        }
    }

    /// <summary>Adds pages whose content is not measured.</summary>
    public void AddPages(PageType type, ulong gpa, uint bytes)
    {
        Span<byte> none = stackalloc byte[SHA384.HashSizeInBytes];
        for (ulong at = 0; at < bytes; at += PageBytes)
        {
            Extend(type, gpa + at, none);
        }
    }

    private void Extend(PageType type, ulong gpa, ReadOnlySpan<byte> contents)
    {
        Span<byte> page = stackalloc byte[PageInfoLayout.Size];
        value.CopyTo(page);
        contents.CopyTo(page[PageInfoLayout.Contents.Offset..]);
        BinaryPrimitives.WriteUInt16LittleEndian(page[PageInfoLayout.Length.Offset..], (ushort)PageInfoLayout.Size);
        page[PageInfoLayout.PageType.Offset] = (byte)type;
        BinaryPrimitives.WriteUInt64LittleEndian(page[PageInfoLayout.Gpa.Offset..], gpa);
        SHA384.HashData(page, value);
    }
}
