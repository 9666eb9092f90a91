// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Attestation.Machine.Simulator;

/// <summary>
/// SEQUENCE of what is signed, algorithm and signature: certificates and revocation lists alike. RFC 5280, sections 4.1.1 and 5.1.1.
/// </summary>
internal static class SignedDer
{
    public static byte[] Write(byte[] signed, SimulatedKey key, SignedBy signedBy)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteEncodedValue(signed);
            der.WriteEncodedValue(key.Generator.GetSignatureAlgorithmIdentifier(key.Hash));
            der.WriteBitString(signedBy.By(key, by => by.Generator.SignData(signed, key.Hash)));
        }

        return der.Encode();
    }
}
