// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.X509;

/// <summary>A name as encoded; two names are equal only where their bytes are.</summary>
/// <param name="raw">DER of a well-formed Name.</param>
public readonly struct DistinguishedName(ReadOnlyMemory<byte> raw) : IEquatable<DistinguishedName>
{
    /// <summary>DER of the Name (RFC 5280, section 4.1.2.4).</summary>
    public ReadOnlyMemory<byte> Raw => raw;

    /// <summary>The commonName; null where absent, repeated, or no UTF8String, PrintableString or IA5String.</summary>
    public string? CommonName => Single([0x55, 0x04, 0x03]);

    /// <summary>The organizationName; null as for <see cref="CommonName"/>.</summary>
    public string? Organization => Single([0x55, 0x04, 0x0A]);

    /// <summary>Byte equality.</summary>
    public static bool operator ==(DistinguishedName left, DistinguishedName right) => left.Equals(right);

    /// <summary>Byte inequality.</summary>
    public static bool operator !=(DistinguishedName left, DistinguishedName right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(DistinguishedName other) => Raw.Span.SequenceEqual(other.Raw.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DistinguishedName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Raw.Span);
        return hash.ToHashCode();
    }

    /// <summary>The common name, or the DER in hex where there is none.</summary>
    public override string ToString() => CommonName ?? Wire.Hex.Of(Raw.Span);

    internal static DistinguishedName Read(ref DerReader der, string field)
    {
        int start = der.Position;
        int name = der.Enter(DerTag.Sequence, field);
        while (!der.AtEnd)
        {
            ReadRelative(ref der, field);
        }

        der.Leave(name, field);
        return new DistinguishedName(der.Since(start));
    }

    private static void ReadRelative(ref DerReader der, string field)
    {
        int set = der.Enter(DerTag.Set, field);
        ReadOnlySpan<byte> previous = default;
        do
        {
            int start = der.Position;
            ReadAttribute(ref der, field, out _, out _);
            ReadOnlySpan<byte> encoded = der.Since(start).Span;
            if (previous.SequenceCompareTo(encoded) >= 0)
            {
                der.Fail(field, "attributes of a set are not in ascending order");
            }

            previous = encoded;
        }
        while (!der.AtEnd);

        der.Leave(set, field);
    }

    private static byte ReadAttribute(ref DerReader der, string field, out ReadOnlyMemory<byte> oid, out ReadOnlyMemory<byte> value)
    {
        int attribute = der.Enter(DerTag.Sequence, field);
        oid = der.Oid(field);
        byte tag = der.AnyPrimitive(field);
        value = der.Content(tag, field);
        der.Leave(attribute, field);
        return tag;
    }

    private string? Single(ReadOnlySpan<byte> wanted)
    {
        DerReader der = new(Raw, "name");
        string? found = null;
        int name = der.Enter(DerTag.Sequence, "name");
        while (!der.AtEnd)
        {
            int set = der.Enter(DerTag.Set, "name");
            while (!der.AtEnd)
            {
                byte tag = ReadAttribute(ref der, "name", out ReadOnlyMemory<byte> oid, out ReadOnlyMemory<byte> value);
                if (!oid.Span.SequenceEqual(wanted))
                {
                    continue;
                }

                if (found is not null || !TryText(tag, value.Span, out found))
                {
                    return null;
                }
            }

            der.Leave(set, "name");
        }

        der.Leave(name, "name");
        return found;
    }

    private static bool TryText(byte tag, ReadOnlySpan<byte> value, out string? text)
    {
        bool readable = tag == DerTag.Utf8String
            ? System.Text.Unicode.Utf8.IsValid(value)
            : tag is DerTag.PrintableString or DerTag.Ia5String && Ascii.IsValid(value);
        text = readable ? Encoding.UTF8.GetString(value) : null;
        return readable;
    }
}
