// SPDX-License-Identifier: Apache-2.0

using System.Buffers.Binary;
using System.Text;
using Attestation.EventLogs;
using Attestation.Wire;

namespace Attestation.Tests.EventLogs;

/// <summary>Writes logs as firmware does, and as it must not.</summary>
internal sealed class LogBuilder
{
    private readonly MemoryStream bytes = new();
    private readonly (DigestAlgorithm Algorithm, int Size)[] banks;

    public LogBuilder(params (DigestAlgorithm Algorithm, int Size)[] banks)
    {
        this.banks = banks.Length == 0 ? [(DigestAlgorithm.Sha384, 48)] : banks;
        Sha1Record(0, 3, new byte[20], SpecId(this.banks));
    }

    private LogBuilder(bool _) => banks = [(DigestAlgorithm.Sha1, 20)];

    public int Length => (int)bytes.Length;

    public static LogBuilder Bare() => new(true);

    public static byte[] SpecId(params (DigestAlgorithm Algorithm, int Size)[] banks) =>
    [
        .. "Spec ID Event03\0"u8, 0, 0, 0, 0, 0, 2, 0, 2, .. U32((uint)banks.Length),
        .. banks.SelectMany(bank => (byte[])[.. U16((ushort)bank.Algorithm), .. U16((ushort)bank.Size)]), 0,
    ];

    public static byte[] Variable(string name, byte[] value) =>
        [.. new byte[16], .. U64((ulong)name.Length), .. U64((ulong)value.Length), .. Encoding.Unicode.GetBytes(name), .. value];

    public static byte[] U16(ushort value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] U32(uint value)
    {
        byte[] all = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(all, value);
        return all;
    }

    public static byte[] U64(ulong value)
    {
        byte[] all = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(all, value);
        return all;
    }

    public LogBuilder Sha1Record(uint register, uint type, byte[] digest, byte[] data) =>
        Raw(U32(register)).Raw(U32(type)).Raw(digest).Raw(U32((uint)data.Length)).Raw(data);

    /// <summary>A record whose digests are those of <paramref name="hashed"/>, or of the data.</summary>
    public LogBuilder Event(uint register, EventType type, byte[] data, byte[]? hashed = null) =>
        Digested(
            register,
            type.Value,
            [.. banks.Select(bank => (bank.Algorithm, DigestAlgorithms.Hash(bank.Algorithm, hashed ?? data)))],
            data);

    public LogBuilder Event(uint register, EventType type, string data, string? hashed = null) =>
        Event(register, type, Encoding.Latin1.GetBytes(data), hashed is null ? null : Encoding.Latin1.GetBytes(hashed));

    public LogBuilder Separator(uint register) => Event(register, EventType.Separator, new byte[4]);

    public LogBuilder Digested(uint register, uint type, (DigestAlgorithm Algorithm, byte[] Value)[] digests, byte[] data)
    {
        Raw(U32(register)).Raw(U32(type)).Raw(U32((uint)digests.Length));
        foreach ((DigestAlgorithm algorithm, byte[] value) in digests)
        {
            Raw(U16((ushort)algorithm)).Raw(value);
        }

        return Raw(U32((uint)data.Length)).Raw(data);
    }

    public LogBuilder Raw(params byte[] more)
    {
        bytes.Write(more);
        return this;
    }

    public byte[] Bytes() => bytes.ToArray();

    public EventLog Parse()
    {
        Assert.True(EventLog.TryParse(Bytes(), out EventLog? log, out Malformed? malformed), malformed?.ToString());
        return log;
    }
}
