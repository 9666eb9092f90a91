// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>One extension of a certificate or CRL.</summary>
/// <param name="Oid">Content bytes of the object identifier, as in <see cref="ExtensionOids"/>.</param>
/// <param name="Critical">A reader that does not process it must refuse the certificate.</param>
/// <param name="Value">Content of the OCTET STRING; usually DER, but AMD's hwID is 64 bare bytes.</param>
public readonly record struct CertificateExtension(ReadOnlyMemory<byte> Oid, bool Critical, ReadOnlyMemory<byte> Value)
{
    /// <summary>True where <paramref name="oid"/> (content bytes) names this extension.</summary>
    public bool Is(ReadOnlySpan<byte> oid) => Oid.Span.SequenceEqual(oid);

    internal static ImmutableArray<CertificateExtension> ReadAll(ref DerReader der, string field)
    {
        int list = der.Enter(DerTag.Sequence, field);
        if (der.AtEnd)
        {
            der.Fail(field, "no extension in the list, want it left out");
            return [];
        }

        CertificateExtension[] extensions = new CertificateExtension[Count(ref der, field)];
        for (int i = 0; i < extensions.Length && !der.AtEnd; i++)
        {
            extensions[i] = Read(ref der, field);
            if (Find(extensions.AsSpan(0, i), extensions[i].Oid.Span) >= 0)
            {
                der.Fail(field, $"extension with OID {Hex.Of(extensions[i].Oid.Span)} occurs twice");
            }
        }

        der.Leave(list, field);
        return ImmutableCollectionsMarshal.AsImmutableArray(extensions);
    }

    internal static CertificateExtension Read(ref DerReader der, string field)
    {
        int extension = der.Enter(DerTag.Sequence, field);
        ReadOnlyMemory<byte> oid = der.Oid(field);
        bool critical = der.TrueOrAbsent(field);
        ReadOnlyMemory<byte> value = der.Content(DerTag.OctetString, field);
        der.Leave(extension, field);
        return new CertificateExtension(oid, critical, value);
    }

    internal static int Find(ReadOnlySpan<CertificateExtension> extensions, ReadOnlySpan<byte> oid)
    {
        for (int i = 0; i < extensions.Length; i++)
        {
            if (extensions[i].Is(oid))
            {
                return i;
            }
        }

        return -1;
    }

    private static int Count(ref DerReader der, string field)
    {
        DerReader ahead = der;
        int count = 0;
        while (!ahead.AtEnd && count <= MaxExtensions)
        {
            ahead.Content(DerTag.Sequence, field);
            count++;
        }

        if (count > MaxExtensions)
        {
            der.Fail(field, $"more than {MaxExtensions} extensions");
        }

        return count;
    }

    /// <summary>A VCEK has 13; bounds the search for duplicates.</summary>
    private const int MaxExtensions = 64;
}
