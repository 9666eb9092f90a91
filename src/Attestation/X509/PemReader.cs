// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Buffers.Text;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>Reads blocks of one label front to back; the first fault sticks.</summary>
internal ref struct PemReader
{
    private readonly ReadOnlySpan<byte> begin;
    private readonly ReadOnlySpan<byte> end;
    private readonly ReadOnlySpan<byte> lineEnd;
    private ReadOnlySpan<byte> rest;

    public PemReader(ReadOnlySpan<byte> text, ReadOnlySpan<byte> begin, ReadOnlySpan<byte> end)
    {
        this.begin = begin;
        this.end = end;
        rest = text;
        lineEnd = text.Length > begin.Length && text[begin.Length] == '\r' ? "\r\n"u8 : "\n"u8;
    }

    /// <summary>The first thing that is wrong; null so far.</summary>
    public Malformed? Fault { get; private set; }

    /// <summary>True behind the last block with its line end and NUL, and after a fault.</summary>
    public readonly bool AtEnd => Fault is not null || rest.IsEmpty || rest.SequenceEqual("\0"u8);

    /// <summary>DER of the next block; empty on a fault.</summary>
    public byte[] Block()
    {
        if (!TrySkip(begin) || !TrySkip(lineEnd))
        {
            Fail("no exact BEGIN line");
        }

        int length = rest.IndexOf((byte)'-');
        if (Fault is not null || length <= 0)
        {
            Fail("block without content or without end");
            return [];
        }

        byte[] content = Decode(rest[..length]);
        rest = rest[length..];
        if (!TrySkip(end) || !(TrySkip(lineEnd) || AtEnd))
        {
            Fail("no exact END line");
        }

        return content;
    }

    /// <summary>Records a fault, unless an earlier one is known.</summary>
    public void Fail(string reason) => Fault ??= new Malformed("PEM", Label, reason);

    private readonly string Label => System.Text.Encoding.ASCII.GetString(begin["-----BEGIN ".Length..^5]);

    private bool TrySkip(ReadOnlySpan<byte> expected)
    {
        bool there = rest.StartsWith(expected);
        rest = there ? rest[expected.Length..] : rest;
        return there;
    }

    private byte[] Decode(ReadOnlySpan<byte> lines)
    {
        int stride = LineLength + lineEnd.Length;
        int fullLines = (lines.Length - 1) / stride;
        ReadOnlySpan<byte> last = lines[(fullLines * stride)..];
        int lastLength = last.Length - lineEnd.Length;
        if (lastLength <= 0 || lastLength % 4 != 0 || !last.EndsWith(lineEnd))
        {
            Fail("last base64 line is empty, not of whole groups of four, or without line end");
            return [];
        }

        last = last[..lastLength];
        int padding = last[^1] != '=' ? 0 : last[^2] != '=' ? 1 : 2;
        byte[] content = new byte[(fullLines * LineBytes) + (lastLength / 4 * 3) - padding];
        for (int i = 0; i < fullLines; i++)
        {
            ReadOnlySpan<byte> line = lines.Slice(i * stride, stride);
            if (!line.EndsWith(lineEnd) || !IsDecoded(line[..LineLength], content.AsSpan(i * LineBytes, LineBytes)))
            {
                Fail($"line {i + 1} is not {LineLength} base64 characters and a line end");
                return [];
            }
        }

        if (!IsDecoded(last, content.AsSpan(fullLines * LineBytes)))
        {
            Fail("last base64 line is not the encoding of its bytes");
        }

        return content;
    }

    /// <summary>Decodes, and encodes again: the decoder skips blanks and takes YR== for YQ==.</summary>
    private static bool IsDecoded(ReadOnlySpan<byte> line, Span<byte> bytes)
    {
        Span<byte> again = stackalloc byte[LineLength];
        return Base64.DecodeFromUtf8(line, bytes, out _, out int written) == OperationStatus.Done
            && written == bytes.Length
            && Base64.EncodeToUtf8(bytes, again, out _, out int length) == OperationStatus.Done
            && again[..length].SequenceEqual(line);
    }

    private const int LineLength = 64;
    private const int LineBytes = LineLength / 4 * 3;
}
