// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>The entries of a CRL (RFC 5280, section 5.1.2.6): their serial numbers, as listed.</summary>
internal static class RevokedCertificates
{
    /// <summary>Reads the list of which the next element is known to begin.</summary>
    public static ImmutableArray<ReadOnlyMemory<byte>> Read(ref DerReader der)
    {
        int list = der.Enter(DerTag.Sequence, Field);
        if (der.AtEnd)
        {
            der.Fail(Field, "empty list, want it left out");
        }

        ImmutableArray<ReadOnlyMemory<byte>>.Builder serials = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (!der.AtEnd)
        {
            serials.Add(ReadEntry(ref der));
        }

        der.Leave(list, Field);
        return serials.DrainToImmutable();
    }

    /// <summary>Looks at every serial: a list is asked two or three times, so sorting it would cost more than it saves.</summary>
    public static bool Contains(ReadOnlySpan<ReadOnlyMemory<byte>> serials, ReadOnlySpan<byte> serial)
    {
        foreach (ReadOnlyMemory<byte> revoked in serials)
        {
            if (revoked.Span.SequenceEqual(serial))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlyMemory<byte> ReadEntry(ref DerReader der)
    {
        int entry = der.Enter(DerTag.Sequence, Field);
        ReadOnlyMemory<byte> serial = der.Natural("userCertificate", Certificate.MaxSerialLength);
        der.Time("revocationDate");
        if (!der.AtEnd)
        {
            ReadExtensions(ref der);
        }

        der.Leave(entry, Field);
        return serial;
    }

    /// <summary>Reason and date, each at most once; both change nothing: a listed certificate is revoked.</summary>
    private static void ReadExtensions(ref DerReader der)
    {
        bool reasonSeen = false;
        bool dateSeen = false;
        int list = der.Enter(DerTag.Sequence, EntryField);
        do
        {
            CertificateExtension extension = CertificateExtension.Read(ref der, EntryField);
            bool isReason = extension.Is(ExtensionOids.CrlReason);
            bool isDate = extension.Is(ExtensionOids.InvalidityDate);
            if ((isReason && reasonSeen) || (isDate && dateSeen))
            {
                der.Fail(EntryField, "extension occurs twice");
            }

            reasonSeen |= isReason;
            dateSeen |= isDate;
            der.Fail(isReason ? CheckReason(extension.Value) : isDate ? CheckDate(extension.Value) : Unknown(extension));
        }
        while (!der.AtEnd);

        der.Leave(list, EntryField);
    }

    private static Malformed? Unknown(CertificateExtension extension) =>
        extension.Critical
            ? new Malformed(Structure, EntryField, $"extension with OID {Hex.Of(extension.Oid.Span)} is critical and not processed")
            : null;

    /// <summary>0 to 10 without 7 (unused) and 8 (removeFromCRL, for delta CRLs only).</summary>
    private static Malformed? CheckReason(ReadOnlyMemory<byte> value)
    {
        DerReader der = new(value, Structure);
        ReadOnlySpan<byte> content = der.Content(DerTag.Enumerated, "reasonCode").Span;
        if (content.Length != 1 || content[0] is 7 or 8 or > 10)
        {
            der.Fail("reasonCode", $"{Hex.Of(content)}, want 0 to 6, 9 or 10");
        }

        der.Finish("reasonCode");
        return der.Fault;
    }

    private static Malformed? CheckDate(ReadOnlyMemory<byte> value)
    {
        DerReader der = new(value, Structure);
        der.GeneralizedTime("invalidityDate");
        der.Finish("invalidityDate");
        return der.Fault;
    }

    private const string Structure = "X.509 CRL";
    private const string Field = "revokedCertificates";
    private const string EntryField = "crlEntryExtensions";
}
