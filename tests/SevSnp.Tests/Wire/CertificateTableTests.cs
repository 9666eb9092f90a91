// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using Attestation.SevSnp.Simulator;
using Attestation.SevSnp.Wire;
using Attestation.Wire;
using CsCheck;

namespace Attestation.SevSnp.Tests.Wire;

public sealed class CertificateTableTests
{
    private const int EntryBytes = 24;

    private static readonly Guid Unknown = new("ecae0c0f-9502-43b1-afa2-0ae2e0d565b6");

    [Fact]
    public void Entries_are_found_by_what_they_are()
    {
        CertificateTable table = Read(Write((CertificateTableIds.Vcek, [1, 2]), (Unknown, [3]), (CertificateTableIds.Ark, [4, 5, 6])));

        Assert.Equal(3, table.Count);
        Assert.Equal([1, 2], table.Vcek?.ToArray());
        Assert.Equal([4, 5, 6], table.Ark?.ToArray());
        Assert.Null(table.Vlek);
        Assert.Null(table.Ask);
        Assert.Null(table.Crl);
    }

    [Fact]
    public void Identifiers_stand_in_text_order() =>
        Assert.StartsWith("63da758de6644564adc5f4b93be8accd", Hex.Of(Write((CertificateTableIds.Vcek, [1]))), StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(16384)]
    public void An_empty_table_is_one(int length) => Assert.Equal(0, Read(new byte[length]).Count);

    [Fact]
    public void A_missing_terminator_is_tolerated()
    {
        // One entry whose certificate follows at once.
        byte[] whole = Write((CertificateTableIds.Vcek, [1, 2, 3]));
        byte[] table = [.. whole[..EntryBytes], .. whole[(2 * EntryBytes)..]];
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(16), EntryBytes);

        Assert.Equal([1, 2, 3], Read(table).Vcek?.ToArray());
    }

    [Theory]
    [InlineData(16, 0xffff_ffffu)]
    [InlineData(20, 0xffff_ffffu)]
    [InlineData(20, 4u)]
    [InlineData(16, 47u)]
    [InlineData(16, 0u)]
    public void An_entry_outside_the_table_or_inside_its_header_is_refused(int at, uint value)
    {
        byte[] table = Write((CertificateTableIds.Vcek, [1, 2, 3]));
        BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(at), value);

        Assert.False(CertificateTable.TryParse(table, out _, out Malformed? malformed));
        Assert.Equal("SNP-FMT-10", malformed.Rule?.Id);
    }

    [Fact]
    public void An_identifier_twice_is_refused() =>
        Assert.False(CertificateTable.TryParse(Write((Unknown, [1]), (Unknown, [2])), out _, out _));

    [Fact]
    public void More_entries_than_a_host_has_are_refused() =>
        Assert.False(CertificateTable.TryParse(Write([.. Enumerable.Range(1, 65).Select(i => (new Guid(i, 0, 0, new byte[8]), new byte[] { 1 }))]), out _, out _));

    [Fact]
    public void Random_tables_never_throw() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.UInt.Array[0, 8]).Sample(
            (bytes, words) =>
            {
                for (int i = 0; i < words.Length && ((i / 2) + 1) * EntryBytes <= bytes.Length; i++)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan((i / 2 * EntryBytes) + 16 + (i % 2 * 4)), words[i] % 256);
                }

                byte[] before = [.. bytes];
                bool read = CertificateTable.TryParse(bytes, out CertificateTable? table, out Malformed? malformed);
                Assert.NotEqual(read, malformed is not null);
                Assert.Equal(before, table?.Raw.ToArray() ?? before);
            },
            iter: 50_000);

    private static byte[] Write(params (Guid Id, byte[] Bytes)[] entries) =>
        CertificateTableWriter.Write([.. entries.Select(each => (each.Id, (ReadOnlyMemory<byte>)each.Bytes))]);

    private static CertificateTable Read(byte[] bytes)
    {
        Assert.True(CertificateTable.TryParse(bytes, out CertificateTable? table, out Malformed? malformed), malformed?.ToString());
        return table;
    }
}
