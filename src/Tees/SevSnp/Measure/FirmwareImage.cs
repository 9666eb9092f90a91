// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Measure;

/// <summary>A firmware image, or an SVSM's, with what its table and SEV metadata say of how it is launched.</summary>
/// <remarks>
/// OVMF, OvmfPkg/ResetVector: the table ends 32 bytes before the image and is read backwards, each entry {data, u16 size, GUID}; the
/// first is the footer, whose size covers the table. Immutable.
/// </remarks>
public sealed class FirmwareImage : IWire<FirmwareImage>
{
    private const string Structure = "firmware image";
    private const int BytesBehindTable = 32;
    private const int GuidBytes = 16;
    private const int EntryBytes = sizeof(ushort) + GuidBytes;
    private const int MetadataHeaderBytes = 16;
    private const int SectionBytes = 12;
    private const uint MetadataVersion = 1;
    private const int MaxSections = 64;
    private const int MaxImageBytes = 64 << 20;

    /// <summary>What all sections together may cover: bounds the time of a measurement.</summary>
    private const ulong MaxSectionBytes = 256 << 20;

    private readonly Dictionary<Guid, ReadOnlyMemory<byte>> table;

    private FirmwareImage(ReadOnlyMemory<byte> raw, Dictionary<Guid, ReadOnlyMemory<byte>> table, ImmutableArray<MetadataSection> sections)
    {
        Raw = raw;
        this.table = table;
        Sections = sections;
    }

    /// <summary>The whole image; whole pages.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>SEV metadata in file order.</summary>
    internal ImmutableArray<MetadataSection> Sections { get; }

    /// <summary>Where the table of kernel hashes lies in guest memory; null where the firmware has no place for it.</summary>
    internal uint? KernelHashesGpa => U32(FirmwareTableIds.KernelHashes);

    /// <summary>First instruction of all virtual processors but the first; null where the firmware does not say.</summary>
    internal uint? ResetEip => U32(FirmwareTableIds.ResetBlock);

    /// <summary>Offset of an SVSM's first instruction; null in firmware.</summary>
    internal uint? SvsmEntry => U32(FirmwareTableIds.SvsmEntry);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out FirmwareImage? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        Dictionary<Guid, ReadOnlyMemory<byte>> table = [];
        ImmutableArray<MetadataSection> sections = [];
        malformed = bytes.Length is 0 or > MaxImageBytes || bytes.Length % LaunchDigest.PageBytes != 0
            ? Fault("length", $"got {bytes.Length} bytes, want whole pages of {LaunchDigest.PageBytes}, at most {MaxImageBytes}")
            : ReadTable(bytes, table) ?? ReadMetadata(bytes.Span, table, out sections);
        parsed = malformed is null ? new(bytes, table, sections) : null;
        return parsed is not null;
    }

    private static Malformed? ReadTable(ReadOnlyMemory<byte> image, Dictionary<Guid, ReadOnlyMemory<byte>> table)
    {
        ReadOnlyMemory<byte> rest = image[..^BytesBehindTable];
        if (!TryEntry(rest, out Guid footer, out int size) || footer != FirmwareTableIds.Footer)
        {
            return Fault("table", "there is none: want a footer 32 bytes before the end");
        }

        rest = rest[^size..^EntryBytes];
        while (!rest.IsEmpty)
        {
            if (!TryEntry(rest, out Guid id, out size) || !table.TryAdd(id, rest[^size..^EntryBytes]))
            {
                return Fault("table", $"an entry does not fit in it, or stands twice: {id}");
            }

            rest = rest[..^size];
        }

        return null;
    }

    private static bool TryEntry(ReadOnlyMemory<byte> rest, out Guid id, out int size)
    {
        ReadOnlySpan<byte> span = rest.Span;
        bool fits = span.Length >= EntryBytes;
        id = fits ? new(span[^GuidBytes..]) : default;
        size = fits ? BinaryPrimitives.ReadUInt16LittleEndian(span[^EntryBytes..]) : 0;
        return fits && size >= EntryBytes && size <= span.Length;
    }

    private static Malformed? ReadMetadata(
        ReadOnlySpan<byte> image, Dictionary<Guid, ReadOnlyMemory<byte>> table, out ImmutableArray<MetadataSection> sections)
    {
        sections = [];
        if (!table.TryGetValue(FirmwareTableIds.SevMetadata, out ReadOnlyMemory<byte> entry))
        {
            return null;
        }

        if (entry.Length != sizeof(uint) || BinaryPrimitives.ReadUInt32LittleEndian(entry.Span) is var offset && offset > (uint)image.Length)
        {
            return Fault("SEV metadata", "its offset lies outside the image");
        }

        SpanReader reader = new(image[^(int)BinaryPrimitives.ReadUInt32LittleEndian(entry.Span)..]);
        if (!reader.TryTake(4, out ReadOnlySpan<byte> signature) || !signature.SequenceEqual("ASEV"u8)
            || !reader.TryU32(out uint size) || !reader.TryU32(out uint version) || !reader.TryU32(out uint count)
            || version != MetadataVersion || count > MaxSections || size != MetadataHeaderBytes + (count * SectionBytes))
        {
            return Fault("SEV metadata", $"want ASEV of version {MetadataVersion} with at most {MaxSections} sections and their exact size");
        }

        return ReadSections(ref reader, (int)count, out sections);
    }

    private static Malformed? ReadSections(ref SpanReader reader, int count, out ImmutableArray<MetadataSection> sections)
    {
        ImmutableArray<MetadataSection>.Builder read = ImmutableArray.CreateBuilder<MetadataSection>(count);
        sections = [];
        ulong all = 0;
        for (int i = 0; i < count; i++)
        {
            if (!reader.TryU32(out uint gpa) || !reader.TryU32(out uint bytes) || !reader.TryU32(out uint type))
            {
                return Fault($"SEV metadata section {i}", "passes the end of the image");
            }

            all += bytes;
            if (gpa % LaunchDigest.PageBytes != 0 || bytes % LaunchDigest.PageBytes != 0 || all > MaxSectionBytes || !Enum.IsDefined((SectionType)type))
            {
                return Fault($"SEV metadata section {i}", $"got 0x{bytes:x} bytes at 0x{gpa:x} of type {type}, want whole pages of a known type");
            }

            read.Add(new(gpa, bytes, (SectionType)type));
        }

        sections = read.MoveToImmutable();
        return null;
    }

    private uint? U32(Guid id) => table.TryGetValue(id, out ReadOnlyMemory<byte> data) && data.Length >= sizeof(uint)
        ? BinaryPrimitives.ReadUInt32LittleEndian(data.Span)
        : null;

    private static Malformed Fault(string field, string reason) => new(Structure, field, reason);
}
