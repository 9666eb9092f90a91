// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Attestation.X509;

/// <summary>The forms in which r and s travel; looked at before the numbers reach the cryptographic library.</summary>
internal static class EcdsaSignature
{
    /// <summary>Longest DER of two numbers of P-384.</summary>
    public const int MaxDer = 2 + (2 * (2 + 1 + 48));

    /// <summary>r and s of full width, each from 1 to n - 1.</summary>
    public static bool IsRaw(EllipticCurve curve, ReadOnlySpan<byte> signature) =>
        signature.Length == 2 * curve.FieldLength
        && curve.InRange(signature[..curve.FieldLength])
        && curve.InRange(signature[curve.FieldLength..]);

    /// <summary>SEQUENCE of two minimal INTEGERs and nothing else (RFC 3279, section 2.2.3), each from 1 to n - 1.</summary>
    public static bool IsDer(EllipticCurve curve, ReadOnlySpan<byte> signature) =>
        TryTake(DerTag.Sequence, signature, out ReadOnlySpan<byte> numbers, out ReadOnlySpan<byte> behind)
        && behind.IsEmpty
        && TryTake(DerTag.Integer, numbers, out ReadOnlySpan<byte> r, out ReadOnlySpan<byte> rest)
        && TryTake(DerTag.Integer, rest, out ReadOnlySpan<byte> s, out behind)
        && behind.IsEmpty
        && IsNumber(curve, r)
        && IsNumber(curve, s);

    /// <summary>Writes a raw signature, whose numbers are not zero, as a SEQUENCE of two minimal INTEGERs.</summary>
    /// <returns>Bytes written, at most <see cref="MaxDer"/>; every length is below 128.</returns>
    public static int WriteDer(EllipticCurve curve, ReadOnlySpan<byte> raw, Span<byte> der)
    {
        int written = 2;
        written += WriteNumber(raw[..curve.FieldLength], der[written..]);
        written += WriteNumber(raw[curve.FieldLength..], der[written..]);
        der[0] = DerTag.Sequence;
        der[1] = (byte)(written - 2);
        return written;
    }

    private static int WriteNumber(ReadOnlySpan<byte> number, Span<byte> der)
    {
        number = number.TrimStart((byte)0);
        int sign = number[0] >> 7;
        der[0] = DerTag.Integer;
        der[1] = (byte)(sign + number.Length);
        der[2] = 0;
        number.CopyTo(der[(2 + sign)..]);
        return 2 + sign + number.Length;
    }

    private static bool TryTake(byte tag, ReadOnlySpan<byte> der, out ReadOnlySpan<byte> content, out ReadOnlySpan<byte> rest)
    {
        content = rest = default;
        if (der.IsEmpty || der[0] != tag
            || !AsnDecoder.TryReadEncodedValue(der, AsnEncodingRules.DER, out _, out int offset, out int length, out int consumed))
        {
            return false;
        }

        content = der.Slice(offset, length);
        rest = der[consumed..];
        return true;
    }

    private static bool IsNumber(EllipticCurve curve, ReadOnlySpan<byte> integer)
    {
        if (integer.IsEmpty || integer[0] >= 0x80)
        {
            return false;
        }

        if (integer[0] == 0)
        {
            integer = integer[1..];
            if (integer.IsEmpty || integer[0] < 0x80)
            {
                return false;
            }
        }

        return integer.Length <= curve.FieldLength && curve.InRange(integer);
    }
}
