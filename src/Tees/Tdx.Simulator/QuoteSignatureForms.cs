// SPDX-License-Identifier: Apache-2.0

using System.Numerics;
using Attestation.Machine.Simulator;

namespace Attestation.Tdx.Simulator;

/// <summary>Makes the signatures that <see cref="QuoteSignatureForm"/> names.</summary>
internal static class QuoteSignatureForms
{
    private const int Half = 32;

    // Order of P-256. NIST SP 800-186, section 3.2.1.3.
    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    public static byte[] Sign(QuoteSignatureForm form, SimulatedKey key, byte[] signed)
    {
        byte[] signature = SignerOf(form).Over(key, signed);
        Span<byte> r = signature.AsSpan(0, Half);
        Span<byte> s = signature.AsSpan(Half);
        switch (form)
        {
            case QuoteSignatureForm.OtherS:
                Negate(s);
                break;
            case QuoteSignatureForm.ZeroR:
                r.Clear();
                break;
            case QuoteSignatureForm.ZeroS:
                s.Clear();
                break;
            case QuoteSignatureForm.SIsOrder:
                Order.CopyTo(s);
                break;
        }

        return signature;
    }

    private static SignedBy SignerOf(QuoteSignatureForm form) => form switch
    {
        QuoteSignatureForm.Corrupted => SignedBy.RightKeyThenCorrupted,
        QuoteSignatureForm.Stranger => SignedBy.Stranger,
        _ => SignedBy.RightKey,
    };

    private static void Negate(Span<byte> s)
    {
        byte[] bytes = (Number(Order) - Number(s)).ToByteArray(isUnsigned: true, isBigEndian: true);
        s.Clear();
        bytes.CopyTo(s[^bytes.Length..]);
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
