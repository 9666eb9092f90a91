// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.Tdx.Wire;

/// <summary>Where a quote's body lies and of which type it is: fixed in version 4, described by the quote itself in version 5.</summary>
/// <param name="BodyType">The body's type.</param>
/// <param name="BodyOffset">Bytes from the start of the quote.</param>
internal readonly record struct QuoteEnvelope(TdBodyType BodyType, int BodyOffset)
{
    private const string Structure = "TDX quote";

    /// <summary>Length of the body in bytes.</summary>
    public int BodySize => TdBody.SizeOf(BodyType);

    /// <summary>Offset of the first byte behind the body, which is also the length of what the quote's signature covers.</summary>
    public int BodyEnd => BodyOffset + BodySize;

    /// <summary>Reads the envelope and makes sure that the body and the signature data's length field are there.</summary>
    /// <param name="quote">The quote from its first byte; at least a header.</param>
    /// <param name="version">4 or 5, from the header.</param>
    /// <param name="envelope">Set where null is returned.</param>
    /// <returns>What is wrong, or null.</returns>
    public static Malformed? FaultOf(ReadOnlySpan<byte> quote, ushort version, out QuoteEnvelope envelope)
    {
        envelope = new(TdBodyType.Td10, QuoteHeaderLayout.Size);
        Malformed? malformed = version == 5 ? ReadDescriptor(quote, out envelope) : null;
        if (malformed is null && quote.Length - envelope.BodyEnd < SignatureDataLayout.LengthSize)
        {
            return Short(quote.Length, envelope.BodyEnd + SignatureDataLayout.LengthSize);
        }

        return malformed;
    }

    private static Malformed? ReadDescriptor(ReadOnlySpan<byte> quote, out QuoteEnvelope envelope)
    {
        envelope = default;
        ReadOnlySpan<byte> descriptor = quote[QuoteHeaderLayout.Size..];
        int bodyOffset = QuoteHeaderLayout.Size + BodyDescriptorLayout.Size;
        if (descriptor.Length < BodyDescriptorLayout.Size)
        {
            return Short(quote.Length, bodyOffset);
        }

        TdBodyType type = (TdBodyType)descriptor.U16(BodyDescriptorLayout.BodyType);
        uint size = descriptor.U32(BodyDescriptorLayout.BodySize);
        envelope = new(type, bodyOffset);
        int want = TdBody.SizeOf(type);
        return type is not (TdBodyType.Td10 or TdBodyType.Td15 or TdBodyType.Td15Ex)
            ? Fault(TdxRules.FmtBody, "body type", $"got {(ushort)type}, want 2, 3 or 4")
            : size != (uint)want
            ? Fault(TdxRules.FmtBody, "body size", $"got {size}, want {want} for body type {(ushort)type}")
            : null;
    }

    private static Malformed Short(int got, int want) =>
        Fault(TdxRules.FmtStructure, "length", $"got {got} bytes, want at least {want}");

    private static Malformed Fault(Rule rule, string field, string reason) => new(Structure, field, reason) { Rule = rule };
}
