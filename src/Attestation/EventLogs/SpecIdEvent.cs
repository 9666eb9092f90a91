// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Attestation.Wire;
using Layout = Attestation.EventLogs.SpecIdEventLayout;

namespace Attestation.EventLogs;

/// <summary>TCG_EfiSpecIdEvent: the event of a crypto-agile log's first record, which declares the banks.</summary>
public sealed class SpecIdEvent : IWire<SpecIdEvent>
{
    private const string Structure = "TCG_EfiSpecIdEvent";
    private const byte KnownMajor = 2;
    private const byte KnownMinor = 0;

    private SpecIdEvent(ReadOnlyMemory<byte> raw, ImmutableArray<DigestBank> banks)
    {
        Raw = raw;
        Banks = banks;
    }

    /// <summary>What a crypto-agile log's first event begins with.</summary>
    public static ReadOnlySpan<byte> Signature => "Spec ID Event03\0"u8;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>The banks, none twice; at least one.</summary>
    public ImmutableArray<DigestBank> Banks { get; }

    /// <summary>0 client, 1 server.</summary>
    public uint PlatformClass => Raw.Span.U32(Layout.PlatformClass);

    /// <summary>Errata of the profile that the firmware followed.</summary>
    public byte SpecErrata => Raw.Span.U8(Layout.SpecErrata);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out SpecIdEvent? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        ImmutableArray<DigestBank> banks = [];
        malformed = FixedPart(bytes.Span) ?? Variable(bytes.Span, out banks);
        if (malformed is not null)
        {
            return false;
        }

        parsed = new SpecIdEvent(bytes, banks);
        return true;
    }

    private static Malformed? FixedPart(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Layout.Size)
        {
            return Wrong(Layout.NumberOfAlgorithms.Name, $"got {bytes.Length} bytes, want at least {Layout.Size}");
        }

        if (!bytes.Bytes(Layout.Signature).SequenceEqual(Signature))
        {
            return Wrong(Layout.Signature.Name, $"got {Hex.Of(bytes.Bytes(Layout.Signature))}, want {Hex.Of(Signature)}");
        }

        (byte major, byte minor) = (bytes.U8(Layout.SpecVersionMajor), bytes.U8(Layout.SpecVersionMinor));
        if ((major, minor) != (KnownMajor, KnownMinor))
        {
            return Wrong(Layout.SpecVersionMajor.Name, $"got {major}.{minor}, want {KnownMajor}.{KnownMinor}");
        }

        byte uintn = bytes.U8(Layout.UintnSize);
        return uintn is 1 or 2 ? null : Wrong(Layout.UintnSize.Name, $"got {uintn}, want 1 or 2");
    }

    private static Malformed? Variable(ReadOnlySpan<byte> bytes, out ImmutableArray<DigestBank> banks)
    {
        banks = [];
        uint count = bytes.U32(Layout.NumberOfAlgorithms);
        if (count is 0 or > EventLogLimits.MaxBanks)
        {
            return Wrong(Layout.NumberOfAlgorithms.Name, $"got {count}, want 1 to {EventLogLimits.MaxBanks}");
        }

        SpanReader reader = new(bytes[Layout.Size..]);
        var read = ImmutableArray.CreateBuilder<DigestBank>((int)count);
        for (int i = 0; i < count; i++)
        {
            if (Bank(ref reader, read) is { } fault)
            {
                return fault;
            }
        }

        banks = read.MoveToImmutable();
        return VendorPart(ref reader);
    }

    private static Malformed? Bank(ref SpanReader reader, ImmutableArray<DigestBank>.Builder read)
    {
        string field = $"digestSizes[{read.Count}]";
        if (!reader.TryU16(out ushort identifier) || !reader.TryU16(out ushort size))
        {
            return Wrong(field, $"got {reader.Remaining} bytes, want an algorithm and a size");
        }

        DigestAlgorithm algorithm = (DigestAlgorithm)identifier;
        foreach (DigestBank before in read)
        {
            if (before.Algorithm == algorithm)
            {
                return Wrong(field, $"{DigestAlgorithms.NameOf(algorithm)} is declared twice");
            }
        }

        if (size is 0 or > DigestAlgorithms.MaxSize || (DigestAlgorithms.SizeOf(algorithm) is { } known && known != size))
        {
            string want = DigestAlgorithms.SizeOf(algorithm)?.ToString(CultureInfo.InvariantCulture) ?? $"1 to {DigestAlgorithms.MaxSize}";
            return Wrong(field, $"got {size} bytes for {DigestAlgorithms.NameOf(algorithm)}, want {want}");
        }

        read.Add(new(algorithm, size));
        return null;
    }

    private static Malformed? VendorPart(ref SpanReader reader)
    {
        if (!reader.TryU8(out byte length))
        {
            return Wrong("vendorInfoSize", "got no byte, want one");
        }

        return reader.Remaining == length ? null : Wrong("vendorInfo", $"got {reader.Remaining} bytes, want {length}");
    }

    private static Malformed Wrong(string field, string reason) => new(Structure, field, reason);
}
