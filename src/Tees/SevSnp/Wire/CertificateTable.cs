// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>The table of certificates that a host hands out beside a report: untrusted, only their chain makes them good.</summary>
/// <remarks>
/// AMD GHCB Specification, doc 56421, section 4.1.8. An empty table and a missing terminator are tolerated, as hosts write them; what
/// lies in no entry means nothing. Immutable.
/// </remarks>
public sealed class CertificateTable : IWire<CertificateTable>
{
    private const string Structure = "SNP certificate table";
    private const int MaxEntries = 64;

    private readonly ImmutableArray<(Guid Id, ReadOnlyMemory<byte> Bytes)> entries;

    private CertificateTable(ReadOnlyMemory<byte> raw, ImmutableArray<(Guid Id, ReadOnlyMemory<byte> Bytes)> entries)
    {
        Raw = raw;
        this.entries = entries;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Number of entries, unknown ones included.</summary>
    public int Count => entries.Length;

    /// <summary>The chip's certificate in DER; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Vcek => Find(CertificateTableIds.Vcek);

    /// <summary>The provider's certificate in DER; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Vlek => Find(CertificateTableIds.Vlek);

    /// <summary>ASK or ASVK in DER; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Ask => Find(CertificateTableIds.Ask);

    /// <summary>ARK in DER; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Ark => Find(CertificateTableIds.Ark);

    /// <summary>A revocation list in DER; null where there is none.</summary>
    public ReadOnlyMemory<byte>? Crl => Find(CertificateTableIds.Crl);

    /// <inheritdoc/>
    public static bool TryParse(
        ReadOnlyMemory<byte> bytes,
        [NotNullWhen(true)] out CertificateTable? parsed,
        [NotNullWhen(false)] out Malformed? malformed)
    {
        parsed = null;
        ImmutableArray<(Guid Id, Field Place)>.Builder places = ImmutableArray.CreateBuilder<(Guid, Field)>();
        malformed = ReadEntries(bytes.Span, places);
        if (malformed is null)
        {
            parsed = new(bytes, [.. places.Select(each => (each.Id, bytes.Bytes(each.Place)))]);
        }

        return parsed is not null;
    }

    private static Malformed? ReadEntries(ReadOnlySpan<byte> bytes, ImmutableArray<(Guid Id, Field Place)>.Builder places)
    {
        int end = 0;
        int firstBlob = bytes.Length;
        while (end + CertificateTableEntryLayout.Size <= firstBlob)
        {
            ReadOnlySpan<byte> entry = bytes.Slice(end, CertificateTableEntryLayout.Size);
            end += CertificateTableEntryLayout.Size;
            if (!entry.ContainsAnyExcept((byte)0))
            {
                return Overlap(places, end);
            }

            string name = $"entry {places.Count}";
            if (Place(entry, bytes.Length, name, out Field place) is { } outside)
            {
                return outside;
            }

            Guid id = new(entry.Bytes(CertificateTableEntryLayout.Guid), bigEndian: true);
            if (places.Count == MaxEntries || places.Any(each => each.Id == id))
            {
                return Fault(name, places.Count == MaxEntries ? $"more than {MaxEntries} entries" : $"{id} occurs twice");
            }

            places.Add((id, place));
            firstBlob = Math.Min(firstBlob, place.Offset);
        }

        return Overlap(places, end) ?? Leftover(bytes[end..firstBlob], isEmpty: places.Count == 0);
    }

    private static Malformed? Place(ReadOnlySpan<byte> entry, int total, string name, out Field place)
    {
        ulong offset = entry.U32(CertificateTableEntryLayout.Offset);
        ulong length = entry.U32(CertificateTableEntryLayout.Length);
        bool fits = offset + length <= (ulong)total;
        place = fits ? new(name, (int)offset, (int)length) : default;
        return fits ? null : Fault(name, $"ends at {offset + length}, the table at {total}");
    }

    private static Malformed? Overlap(ImmutableArray<(Guid Id, Field Place)>.Builder places, int headerEnd)
    {
        foreach ((_, Field place) in places)
        {
            if (place.Offset < headerEnd)
            {
                return Fault(place.Name, $"begins at {place.Offset}, inside the list of entries, which ends at {headerEnd}");
            }
        }

        return null;
    }

    // Where no terminator ends the list, it must end by itself: right before the first certificate, or with the table.
    private static Malformed? Leftover(ReadOnlySpan<byte> rest, bool isEmpty) =>
        rest.IsEmpty || (isEmpty && !rest.ContainsAnyExcept((byte)0))
            ? null
            : Fault("entries", $"the list ends in {rest.Length} bytes, want {CertificateTableEntryLayout.Size} an entry");

    private static Malformed Fault(string field, string reason) => new(Structure, field, reason) { Rule = SevSnpRules.FmtCertificateTable };

    private ReadOnlyMemory<byte>? Find(Guid id)
    {
        foreach ((Guid known, ReadOnlyMemory<byte> bytes) in entries)
        {
            if (known == id)
            {
                return bytes;
            }
        }

        return null;
    }
}
