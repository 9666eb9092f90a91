// SPDX-License-Identifier: Apache-2.0

using System.Formats.Asn1;

namespace Attestation.Machine.Simulator;

/// <summary>Writes certificate revocation lists of version 2. RFC 5280, section 5.1.</summary>
/// <remarks>
/// .NET's CertificateRevocationListBuilder always writes number and key identifier; a fault must be able to leave them out.
/// </remarks>
internal static class RevocationListWriter
{
    private const int Version2 = 1;
    private const int LastYearOfUtcTime = 2049;

    private enum Reason
    {
        KeyCompromise = 1,
    }

    public static byte[] Write(RevocationTemplate template, SimulatedCertificate issuer) =>
        SignedDer.Write(ToBeSigned(template, issuer), issuer.Key, template.SignedBy);

    private static byte[] ToBeSigned(RevocationTemplate template, SimulatedCertificate issuer)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteInteger(Version2);
            der.WriteEncodedValue(issuer.Key.Generator.GetSignatureAlgorithmIdentifier(issuer.Key.Hash));
            der.WriteEncodedValue((template.IssuerName ?? issuer.Template.Subject).Encode().RawData);
            WriteTime(der, template.ThisUpdate);
            if (template.NextUpdate is { } next)
            {
                WriteTime(der, next);
            }

            WriteRevoked(der, template);
            WriteExtensions(der, template, issuer.Key);
        }

        return der.Encode();
    }

    // An empty list is left out, RFC 5280, section 5.1.2.6.
    private static void WriteRevoked(AsnWriter der, RevocationTemplate template)
    {
        if (template.Revoked.IsEmpty)
        {
            return;
        }

        using (der.PushSequence())
        {
            foreach (ReadOnlyMemory<byte> serial in template.Revoked)
            {
                WriteEntry(der, serial.Span, template.ThisUpdate);
            }
        }
    }

    private static void WriteEntry(AsnWriter der, ReadOnlySpan<byte> serial, DateTimeOffset when)
    {
        AsnWriter reason = new(AsnEncodingRules.DER);
        reason.WriteEnumeratedValue(Reason.KeyCompromise);
        using (der.PushSequence())
        {
            der.WriteIntegerUnsigned(serial);
            WriteTime(der, when);
            using (der.PushSequence())
            {
                WriteExtension(der, ExtensionOid.ReasonCode, reason.Encode());
            }
        }
    }

    private static void WriteExtensions(AsnWriter der, RevocationTemplate template, SimulatedKey key)
    {
        if (template.Number is null && !template.HasAuthorityKeyIdentifier)
        {
            return;
        }

        using (der.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        using (der.PushSequence())
        {
            if (template.Number is { } number)
            {
                WriteExtension(der, ExtensionOid.CrlNumber, Integer(number));
            }

            if (template.HasAuthorityKeyIdentifier)
            {
                WriteExtension(der, ExtensionOid.AuthorityKeyIdentifier, KeyIdentifier(key));
            }
        }
    }

    private static void WriteExtension(AsnWriter der, string oid, byte[] value)
    {
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(oid);
            der.WriteOctetString(value);
        }
    }

    private static byte[] Integer(long number)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        der.WriteInteger(number);
        return der.Encode();
    }

    private static byte[] KeyIdentifier(SimulatedKey key)
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteOctetString(key.KeyIdentifier.Span, new Asn1Tag(TagClass.ContextSpecific, 0));
        }

        return der.Encode();
    }

    private static void WriteTime(AsnWriter der, DateTimeOffset time)
    {
        if (time.UtcDateTime.Year > LastYearOfUtcTime)
        {
            der.WriteGeneralizedTime(time, omitFractionalSeconds: true);
        }
        else
        {
            der.WriteUtcTime(time, LastYearOfUtcTime);
        }
    }
}
