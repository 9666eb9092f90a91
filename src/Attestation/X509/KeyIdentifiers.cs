// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography.X509Certificates;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>Values of the extensions that say what a key is called and what it may do (RFC 5280, sections 4.2.1.1 to 4.2.1.3).</summary>
internal static class KeyIdentifiers
{
    /// <summary>SubjectKeyIdentifier: an OCTET STRING.</summary>
    public static ReadOnlyMemory<byte> ReadSubject(ReadOnlyMemory<byte> value, string structure, out Malformed? fault)
    {
        const string Field = "subjectKeyIdentifier";
        DerReader der = new(value, structure);
        ReadOnlyMemory<byte> identifier = der.Content(DerTag.OctetString, Field);
        der.Finish(Field);
        fault = der.Fault;
        return identifier;
    }

    /// <summary>AuthorityKeyIdentifier: its keyIdentifier, null where the issuer is named in another way.</summary>
    public static ReadOnlyMemory<byte>? ReadAuthority(ReadOnlyMemory<byte> value, string structure, out Malformed? fault)
    {
        const string Field = "authorityKeyIdentifier";
        DerReader der = new(value, structure);
        int all = der.Enter(DerTag.Sequence, Field);
        ReadOnlyMemory<byte>? identifier = null;
        if (der.Next(DerTag.Implicit(0)))
        {
            identifier = der.Content(DerTag.Implicit(0), Field);
        }

        if (!der.AtEnd)
        {
            der.Content(DerTag.Constructed(1), Field);
            der.Content(DerTag.Implicit(2), Field);
        }

        der.Leave(all, Field);
        der.Finish(Field);
        fault = der.Fault;
        return identifier;
    }

    /// <summary>KeyUsage: a BIT STRING of named bits, at least one of them set.</summary>
    /// <remarks>DER leaves zero bits at the end out; AMD's ASK and ASVK write one (03 02 01 04), inside the signed bytes.</remarks>
    public static X509KeyUsageFlags ReadUsage(ReadOnlyMemory<byte> value, string structure, out Malformed? fault)
    {
        const string Field = "keyUsage";
        DerReader der = new(value, structure);
        ReadOnlySpan<byte> content = der.Content(DerTag.BitString, Field).Span;
        if (content.Length is < 2 or > 3 || content[0] > 7
            || (content[^1] & ((1 << content[0]) - 1)) != 0 || !content[1..].ContainsAnyExcept((byte)0))
        {
            der.Fail(Field, "want 1 to 16 named bits, one of them set, the unused bits zero");
        }

        der.Finish(Field);
        fault = der.Fault;
        return fault is null ? (X509KeyUsageFlags)(content[1] | (content.Length == 3 ? content[2] << 8 : 0)) : X509KeyUsageFlags.None;
    }
}
