// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>Walks DER front to back without copying; the first fault sticks and every later read is a no-op.</summary>
/// <remarks>
/// Tag and length by <see cref="AsnDecoder"/> under DER (definite, minimal); contents are checked in <see cref="DerReading"/>.
/// </remarks>
public ref struct DerReader(ReadOnlyMemory<byte> bytes, string structure)
{
    private readonly ReadOnlyMemory<byte> memory = bytes;
    private readonly ReadOnlySpan<byte> span = bytes.Span;
    private int end = bytes.Length;

    /// <summary>Bytes consumed so far.</summary>
    public int Position { get; private set; }

    /// <summary>The first thing that is wrong; null so far.</summary>
    public Malformed? Fault { get; private set; }

    /// <summary>True behind the last element of the entered one, and after a fault: loops end.</summary>
    public readonly bool AtEnd => Fault is not null || Position >= end;

    /// <summary>True where the next element has this identifier octet.</summary>
    public readonly bool Next(byte tag) => !AtEnd && span[Position] == tag;

    /// <summary>The next element's identifier octet, whatever primitive it is.</summary>
    public byte AnyPrimitive(string field)
    {
        const int ConstructedBit = 0x20;
        if (AtEnd || (span[Position] & ConstructedBit) != 0)
        {
            Fail(field, "no primitive element");
            return 0;
        }

        return span[Position];
    }

    /// <summary>Steps into an element; pass the result to <see cref="Leave"/>.</summary>
    public int Enter(byte tag, string field)
    {
        int outer = end;
        if (TryHeader(tag, field, out int content, out int length))
        {
            Position = content;
            end = content + length;
        }

        return outer;
    }

    /// <summary>Steps out of an element, which must have been read whole.</summary>
    public void Leave(int outer, string field)
    {
        if (!AtEnd)
        {
            Fail(field, $"{end - Position} bytes left over");
        }

        end = outer;
    }

    /// <summary>Demands that nothing follows the outermost element.</summary>
    public void Finish(string field) => Leave(end, field);

    /// <summary>An element's content, sharing memory with the input; empty on a fault.</summary>
    public ReadOnlyMemory<byte> Content(byte tag, string field)
    {
        if (!TryHeader(tag, field, out int content, out int length))
        {
            return default;
        }

        Position = content + length;
        return memory.Slice(content, length);
    }

    /// <summary>An element with tag and length; its inside is not looked at.</summary>
    public ReadOnlyMemory<byte> Element(byte tag, string field)
    {
        int start = Position;
        Content(tag, field);
        return Since(start);
    }

    /// <summary>All bytes from <paramref name="start"/> to here.</summary>
    public readonly ReadOnlyMemory<byte> Since(int start) => memory[start..Position];

    /// <summary>Records a fault, unless an earlier one is known.</summary>
    public void Fail(string field, string reason) => Fail(new Malformed(structure, field, reason));

    /// <summary>Takes over the fault of a reader inside an extension's value; null changes nothing.</summary>
    public void Fail(Malformed? fault) => Fault ??= fault;

    private bool TryHeader(byte tag, string field, out int content, out int length)
    {
        content = 0;
        length = 0;
        if (Fault is not null)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = span[Position..end];
        if (rest.IsEmpty || rest[0] != tag)
        {
            Fail(field, rest.IsEmpty ? $"missing, want tag {tag:x2}" : $"tag {rest[0]:x2}, want {tag:x2}");
            return false;
        }

        if (!AsnDecoder.TryReadEncodedValue(rest, AsnEncodingRules.DER, out _, out int offset, out length, out _))
        {
            Fail(field, "length is not DER or passes the end of the structure around it");
            return false;
        }

        content = Position + offset;
        return true;
    }
}
