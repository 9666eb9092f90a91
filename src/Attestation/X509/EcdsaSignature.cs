// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Attestation.X509;

/// <summary>The forms in which r and s travel; looked at before the numbers reach the cryptographic library.</summary>
internal static class EcdsaSignature
{
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
