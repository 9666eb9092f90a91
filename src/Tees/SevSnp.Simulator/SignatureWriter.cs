// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Numerics;
using Attestation.Machine.Simulator;
using Attestation.SevSnp.Wire;
using Layout = Attestation.SevSnp.Wire.SnpSignatureLayout;

namespace Attestation.SevSnp.Simulator;

/// <summary>Signatures of reports in the forms that a verifier must tell apart.</summary>
internal static class SignatureWriter
{
    private const int FieldBytes = 48;
    private const int WholeFieldBytes = 72;

    private static readonly BigInteger Order = BigInteger.Parse(
        "00ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    public static byte[] Write(SignatureForm form, ReadOnlySpan<byte> signed, SimulatedKey key)
    {
        SignedBy by = form switch
        {
            SignatureForm.Corrupted => SignedBy.RightKeyThenCorrupted,
            SignatureForm.Stranger => SignedBy.Stranger,
            _ => SignedBy.RightKey,
        };
        byte[] raw = by.Over(key, signed.ToArray());
        BigInteger r = Number(raw.AsSpan(0, FieldBytes));
        BigInteger s = Number(raw.AsSpan(FieldBytes));
        return form switch
        {
            SignatureForm.OtherS => Place(r, Order - s),
            SignatureForm.Swapped => Place(s, r),
            SignatureForm.ZeroR => Place(BigInteger.Zero, s),
            SignatureForm.ZeroS => Place(r, BigInteger.Zero),
            SignatureForm.RPlusOrder => Place(r + Order, s),
            SignatureForm.Absent => new byte[Layout.Size],
            SignatureForm.BigEndian => PlaceBigEndian(raw),
            _ => Place(r, s),
        };
    }

    private static BigInteger Number(ReadOnlySpan<byte> bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);

    private static byte[] Place(BigInteger r, BigInteger s)
    {
        byte[] signature = new byte[Layout.Size];
        r.TryWriteBytes(signature.AsSpan(Layout.R.Offset, WholeFieldBytes), out _, isUnsigned: true);
        s.TryWriteBytes(signature.AsSpan(Layout.S.Offset, WholeFieldBytes), out _, isUnsigned: true);
        return signature;
    }

    private static byte[] PlaceBigEndian(byte[] raw)
    {
        byte[] signature = new byte[Layout.Size];
        signature.Put(Layout.R, raw.AsSpan(0, FieldBytes));
        signature.Put(Layout.S, raw.AsSpan(FieldBytes));
        return signature;
    }
}
