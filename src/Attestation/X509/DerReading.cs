// SPDX-License-Identifier: Apache-2.0

using System.Runtime.CompilerServices;

namespace Attestation.X509;

/// <summary>Primitive contents in their single DER form (ITU-T X.690, section 11; RFC 5280 where that is narrower).</summary>
public static class DerReading
{
    /// <summary>BOOLEAN DEFAULT FALSE: absent, or TRUE as FF.</summary>
    public static bool TrueOrAbsent(this ref DerReader der, string field)
    {
        if (!der.Next(DerTag.Boolean))
        {
            return false;
        }

        ReadOnlySpan<byte> content = der.Content(DerTag.Boolean, field).Span;
        if (content.Length != 1 || content[0] != 0xFF)
        {
            der.Fail(field, "boolean other than ff: false is the default and left out");
        }

        return true;
    }

    /// <summary>BOOLEAN without a default: 00 or FF.</summary>
    public static bool Flag(this ref DerReader der, string field)
    {
        ReadOnlySpan<byte> content = der.Content(DerTag.Boolean, field).Span;
        if (content.Length != 1 || content[0] is not (0 or 0xFF))
        {
            der.Fail(field, "boolean other than 00 and ff");
            return false;
        }

        return content[0] == 0xFF;
    }

    /// <summary>A minimal, non-negative INTEGER: its content bytes, with the leading zero where the top bit is set; empty on a fault.</summary>
    /// <param name="der">The reader.</param>
    /// <param name="field">Name for a fault.</param>
    /// <param name="maxLength">Most content bytes.</param>
    public static ReadOnlyMemory<byte> Natural(this ref DerReader der, string field, int maxLength)
    {
        ReadOnlyMemory<byte> content = der.Content(DerTag.Integer, field);
        ReadOnlySpan<byte> bytes = content.Span;
        if (bytes.IsEmpty || bytes.Length > maxLength)
        {
            der.Fail(field, $"integer of {bytes.Length} bytes, want 1 to {maxLength}");
        }
        else if (bytes[0] >= 0x80)
        {
            der.Fail(field, "negative integer");
        }
        else if (bytes.Length > 1 && bytes[0] == 0 && bytes[1] < 0x80)
        {
            der.Fail(field, "integer is not minimal");
        }

        return der.Fault is null ? content : default;
    }

    /// <summary>A non-negative INTEGER below 128.</summary>
    public static int Small(this ref DerReader der, string field)
    {
        ReadOnlySpan<byte> content = der.Natural(field, 1).Span;
        return content.Length == 1 ? content[0] : 0;
    }

    /// <summary>OBJECT IDENTIFIER: its content bytes, every arc minimal; empty on a fault.</summary>
    public static ReadOnlyMemory<byte> Oid(this ref DerReader der, string field)
    {
        ReadOnlyMemory<byte> content = der.Content(DerTag.Oid, field);
        bool arcStarts = true;
        foreach (byte octet in content.Span)
        {
            if (arcStarts && octet == 0x80)
            {
                der.Fail(field, "object identifier is not minimal");
            }

            arcStarts = octet < 0x80;
        }

        if (content.IsEmpty || !arcStarts)
        {
            der.Fail(field, "object identifier is empty or cut");
        }

        return der.Fault is null ? content : default;
    }

    /// <summary>BIT STRING of whole bytes: the count of unused bits is zero.</summary>
    public static ReadOnlyMemory<byte> WholeBytes(this ref DerReader der, string field)
    {
        ReadOnlyMemory<byte> content = der.Content(DerTag.BitString, field);
        if (content.Length < 2 || content.Span[0] != 0)
        {
            der.Fail(field, "bit string is empty or has unused bits");
            return default;
        }

        return content[1..];
    }

    /// <summary>UTCTime up to 2049, GeneralizedTime from 2050 on, both with seconds and Z (RFC 5280, section 4.1.2.5).</summary>
    public static DateTimeOffset Time(this ref DerReader der, string field)
    {
        if (der.Next(DerTag.GeneralizedTime))
        {
            DateTimeOffset late = der.GeneralizedTime(field);
            if (late.Year < 2050)
            {
                der.Fail(field, $"GeneralizedTime in {late.Year}, want UTCTime before 2050");
            }

            return late;
        }

        ReadOnlySpan<byte> text = der.Content(DerTag.UtcTime, field).Span;
        int year = text.Length == 13 ? Digits(text[..2]) : -1;
        return Moment(ref der, field, year < 0 ? -1 : year < 50 ? 2000 + year : 1900 + year, text.Length == 13 ? text[2..] : default);
    }

    /// <summary>GeneralizedTime YYYYMMDDhhmmssZ, without fractions.</summary>
    public static DateTimeOffset GeneralizedTime(this ref DerReader der, string field)
    {
        ReadOnlySpan<byte> text = der.Content(DerTag.GeneralizedTime, field).Span;
        return text.Length == 15
            ? Moment(ref der, field, Digits(text[..4]), text[4..])
            : Moment(ref der, field, -1, default);
    }

    private static DateTimeOffset Moment(ref DerReader der, string field, int year, ReadOnlySpan<byte> rest)
    {
        if (year < 1 || rest.Length != 11 || rest[10] != 'Z')
        {
            der.Fail(field, "time is not [YY]YYMMDDhhmmssZ");
            return default;
        }

        int month = Digits(rest[..2]);
        int day = Digits(rest[2..4]);
        int hour = Digits(rest[4..6]);
        int minute = Digits(rest[6..8]);
        int second = Digits(rest[8..10]);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            der.Fail(field, "time is no moment of the calendar");
            return default;
        }

        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
    }

    /// <summary>A number of ASCII digits, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digits(ReadOnlySpan<byte> text)
    {
        int value = 0;
        foreach (byte character in text)
        {
            if (character is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            value = (10 * value) + (character - '0');
        }

        return value;
    }
}
