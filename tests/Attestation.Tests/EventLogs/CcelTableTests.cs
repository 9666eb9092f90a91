// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Tests.EventLogs;

public sealed class CcelTableTests
{
    [Fact]
    public void A_table_states_the_area_of_the_log()
    {
        byte[] bytes = Table();
        Assert.True(CcelTable.TryParse(bytes, out CcelTable? table, out _));

        Assert.Equal((2, 1), (table.CcType, table.CcSubtype));
        Assert.Equal((0x40000UL, 0xBEDBF000UL), (table.LogAreaMinimumLength, table.LogAreaStartAddress));
        Assert.True(table.Raw.Equals(bytes.AsMemory()));
    }

    [Theory]
    [InlineData("Length", 0, 0, 55)]
    [InlineData("Signature", 0, (byte)'X', 56)]
    [InlineData("Length", 4, 57, 56)]
    [InlineData("Revision", 8, 2, 56)]
    [InlineData("Reserved", 39, 1, 56)]
    public void A_wrong_field_is_refused_and_named(string field, int at, byte value, int length)
    {
        byte[] bytes = Table();
        bytes[at] = value;

        Assert.False(CcelTable.TryParse(bytes.AsMemory(0, length), out CcelTable? table, out Malformed? malformed));
        Assert.Null(table);
        Assert.Equal(field, malformed.Field);
    }

    [Fact]
    public void Any_single_bit_flip_is_refused() =>
        Gen.Int[0, (56 * 8) - 1].Sample(bit =>
        {
            byte[] bytes = Table();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(CcelTable.TryParse(bytes, out _, out _));
        });

    [Fact]
    public void Any_bytes_never_throw() =>
        Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            bool parsed = CcelTable.TryParse(bytes, out _, out Malformed? malformed);
            Assert.Equal(parsed, malformed is null);
        });

    [Fact]
    public void A_log_is_no_table_and_a_table_is_no_log()
    {
        Assert.False(CcelTable.TryParse(new LogBuilder().Bytes(), out _, out _));
        Assert.False(EventLog.TryParse(Table(), out _, out _));
    }

    [Theory]
    [InlineData("tdx", "eventlog", "cos113-ccel-acpi-table.bin", 0x40000, 0xBEDBF000)]
    [InlineData("tpm", "eventlogs", "tdx-ccel-acpi-table.bin", 0x10000, 0x7D649000)]
    public void Real_tables_are_read(string room, string folder, string name, ulong length, ulong start)
    {
        byte[] bytes = Vectors.Bytes(room, folder, name);
        Assert.True(CcelTable.TryParse(bytes, out CcelTable? table, out Malformed? malformed), malformed?.ToString());

        Assert.Equal((2, length, start), (table.CcType, table.LogAreaMinimumLength, table.LogAreaStartAddress));
    }

    private static byte[] Table()
    {
        byte[] bytes =
        [
            .. "CCEL"u8, .. LogBuilder.U32(56), 1, 0, .. "MAKER TABLENO1"u8, .. LogBuilder.U32(2), .. "TOOL"u8, .. LogBuilder.U32(3),
            2, 1, 0, 0, .. LogBuilder.U64(0x40000), .. LogBuilder.U64(0xBEDBF000),
        ];
        bytes[9] = (byte)((256 - (bytes.Sum(one => one) % 256)) % 256);
        return bytes;
    }
}
