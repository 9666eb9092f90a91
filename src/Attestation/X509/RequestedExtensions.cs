// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.X509;

/// <summary>The attributes of a request, of which only extensionRequest is read (RFC 2985, section 5.4.2).</summary>
internal static class RequestedExtensions
{
    private const string Field = "attributes";

    /// <summary>The extensions; empty where the attribute is absent.</summary>
    public static ImmutableArray<CertificateExtension> Read(ref DerReader der)
    {
        ImmutableArray<CertificateExtension>? found = null;
        int all = der.Enter(DerTag.Constructed(0), Field);
        while (!der.AtEnd)
        {
            int attribute = der.Enter(DerTag.Sequence, Field);
            if (!der.Oid(Field).Span.SequenceEqual(ExtensionRequest))
            {
                der.Content(DerTag.Set, Field);
            }
            else if (found is not null)
            {
                der.Fail(Field, "extensionRequest occurs twice");
            }
            else
            {
                found = ReadOne(ref der);
            }

            der.Leave(attribute, Field);
        }

        der.Leave(all, Field);
        return found ?? [];
    }

    private static ImmutableArray<CertificateExtension> ReadOne(ref DerReader der)
    {
        int values = der.Enter(DerTag.Set, Field);
        ImmutableArray<CertificateExtension> extensions = CertificateExtension.ReadAll(ref der, Field);
        der.Leave(values, Field);
        return extensions;
    }

    /// <summary>1.2.840.113549.1.9.14</summary>
    private static ReadOnlySpan<byte> ExtensionRequest => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x0E];
}
