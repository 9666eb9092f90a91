// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.Wire;

namespace Attestation.Tests.EventLogs;

public sealed class EventLogTests
{
    private static readonly byte[] Digest = new byte[48];

    [Fact]
    public void A_log_keeps_its_bytes_and_says_how_many_are_records()
    {
        LogBuilder builder = new LogBuilder().Separator(1);
        int used = builder.Length;
        EventLog log = builder.Raw(Enumerable.Repeat((byte)0xFF, 100).ToArray()).Parse();

        Assert.Equal(used, log.UsedLength);
        Assert.Equal(used + 100, log.Raw.Length);
        Assert.Equal(EventLogFormat.CryptoAgile, log.Format);
        Assert.Equal([new DigestBank(DigestAlgorithm.Sha384, 48)], log.Banks);
        Assert.Equal((2, 0, 1), (log.Events.Length, log.Events[0].Ordinal, log.Events[1].Ordinal));
        Assert.Equal(65, log.Events[1].Offset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(4096)]
    public void Padding_of_any_length_and_either_fill_ends_a_log(int length)
    {
        foreach (byte fill in (byte[])[0x00, 0xFF])
        {
            Assert.Equal(2, new LogBuilder().Separator(1).Raw(Enumerable.Repeat(fill, length).ToArray()).Parse().Events.Length);
        }
    }

    [Fact]
    public void A_log_without_spec_id_event_is_a_sha1_log()
    {
        EventLog log = LogBuilder.Bare().Sha1Record(0, 8, new byte[20], [1, 2]).Sha1Record(7, 4, new byte[20], []).Parse();

        Assert.Equal(EventLogFormat.Sha1, log.Format);
        Assert.Null(log.SpecId);
        Assert.True(log.Has(DigestAlgorithm.Sha1));
        Assert.Equal([0, 34], log.Events.Select(record => record.Offset));
    }

    [Fact]
    public void A_tpm12_spec_id_event_begins_a_sha1_log() =>
        Assert.Equal(EventLogFormat.Sha1, LogBuilder.Bare().Sha1Record(0, 3, new byte[20], [.. "Spec ID Event02\0"u8]).Parse().Format);

    [Fact]
    public void A_bank_of_an_unknown_algorithm_is_read_and_not_replayed()
    {
        EventLog log = new LogBuilder((DigestAlgorithm.Sha256, 32), ((DigestAlgorithm)0x27, 32))
            .Digested(1, 4, [((DigestAlgorithm)0x27, new byte[32])], []).Parse();

        Assert.True(log.Has((DigestAlgorithm)0x27));
        Assert.False(Replay.TryOf(log, (DigestAlgorithm)0x27, StartValues.Zero, out _));
        Assert.False(Replay.TryOf(log, DigestAlgorithm.Sha384, StartValues.Zero, out _));
        Assert.True(Replay.TryOf(log, DigestAlgorithm.Sha256, StartValues.Zero, out Replay? replay));
        Assert.Empty(replay.Registers);
    }

    [Fact]
    public void Event_types_are_named_as_the_profile_names_them_and_unknown_ones_by_number()
    {
        Assert.Equal("EV_EFI_VARIABLE_AUTHORITY", EventType.EfiVariableAuthority.Name);
        Assert.Equal("EV_EFI_HANDOFF_TABLES2", new EventType(0x8000000B).ToString());
        Assert.Equal("80000fff", new EventType(0x80000FFF).Name);
        Assert.False(new EventType(0x80000FFF).IsKnown);
    }

    public static TheoryData<string, string, byte[]> Malformations()
    {
        (DigestAlgorithm, byte[]) good = (DigestAlgorithm.Sha384, Digest);
        (DigestAlgorithm, byte[]) undeclared = (DigestAlgorithm.Sha256, new byte[32]);
        byte[] whole = new LogBuilder().Digested(1, 4, [good], []).Bytes();
        byte[] tooLong = new byte[EventLogLimits.MaxEventData + 1];
        byte[] specId = LogBuilder.SpecId((DigestAlgorithm.Sha384, 48));
        return new()
        {
            { "empty", "events", [] },
            { "only padding", "events", new byte[512] },
            { "only FF", "events", [.. Enumerable.Repeat((byte)0xFF, 65536)] },
            { "first record cut", "events[0].EventDataSize", [1, .. new byte[30]] },
            { "first event cut", "events[0].eventSize", new LogBuilder().Bytes()[..^1] },
            { "first record of an end marker", "padding", [.. new byte[32], 1] },
            { "sha1 record cut", "events[1].EventDataSize", LogBuilder.Bare().Sha1Record(0, 8, new byte[20], []).Raw(1, 2, 3).Bytes() },
            { "sha1 event too long", "events[0].eventSize", [.. new byte[4], 8, .. new byte[23], 255, 255, 255, 255] },
            { "sha1 register 24", "events[0].PcrIndex", LogBuilder.Bare().Sha1Record(24, 8, new byte[20], []).Bytes() },
            { "spec id with a digest", "events[0].Digest", LogBuilder.Bare().Sha1Record(0, 3, [1, .. new byte[19]], specId).Bytes() },
            { "spec id of another version", "Signature", First(Replaced(specId, 14, (byte)'4')) },
            { "spec id cut", "NumberOfAlgorithms", First(specId[..27]) },
            { "spec id major 3", "SpecVersionMajor", First(Replaced(specId, 21, 3)) },
            { "spec id minor 1", "SpecVersionMajor", First(Replaced(specId, 20, 1)) },
            { "spec id uintn 3", "UintnSize", First(Replaced(specId, 23, 3)) },
            { "no bank", "NumberOfAlgorithms", First(Replaced(specId, 24, 0)) },
            { "nine banks", "NumberOfAlgorithms", First(Replaced(specId, 24, 9)) },
            { "four billion banks", "NumberOfAlgorithms", First(Replaced(specId, 27, 0xFF)) },
            { "more banks than bytes", "digestSizes[1]", First(Replaced(specId, 24, 2)) },
            { "a bank twice", "digestSizes[1]", new LogBuilder((DigestAlgorithm.Sha1, 20), (DigestAlgorithm.Sha1, 20)).Bytes() },
            { "a bank of the wrong size", "digestSizes[0]", new LogBuilder((DigestAlgorithm.Sha384, 47)).Bytes() },
            { "a bank of size 0", "digestSizes[0]", new LogBuilder(((DigestAlgorithm)0x99, 0)).Bytes() },
            { "a bank of size 65", "digestSizes[0]", new LogBuilder(((DigestAlgorithm)0x99, 65)).Bytes() },
            { "no vendor length", "vendorInfoSize", First(specId[..^1]) },
            { "vendor part cut", "vendorInfo", First(Replaced(specId, specId.Length - 1, 5)) },
            { "vendor part too long", "vendorInfo", First([.. specId, 1]) },
            { "record cut", "events[1].DigestCount", AfterSpecId([1, 0, 0, 0, 4, 0, 0, 0]) },
            { "no digest", "events[1].DigestCount", new LogBuilder().Digested(1, 4, [], []).Bytes() },
            { "more digests than banks", "events[1].DigestCount", new LogBuilder().Digested(1, 4, [good, good], []).Bytes() },
            { "four billion digests", "events[1].DigestCount", AfterSpecId([1, 0, 0, 0, 4, 0, 0, 0, 255, 255, 255, 255, 12, 0]) },
            { "undeclared bank", "events[1].digests[0]", new LogBuilder().Digested(1, 4, [undeclared], []).Bytes() },
            { "bank twice in a record", "events[1].digests[1]", TwoBanks().Digested(1, 4, [good, good], []).Bytes() },
            { "digest cut", "events[1].digests[0]", new LogBuilder().Digested(1, 4, [good], []).Bytes()[..^5] },
            { "algorithm cut", "events[1].digests[0]", AfterSpecId([1, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 12]) },
            { "event length cut", "events[1].eventSize", new LogBuilder().Digested(1, 4, [good], []).Bytes()[..^1] },
            { "event cut", "events[1].eventSize", new LogBuilder().Digested(1, 4, [good], [1, 2]).Bytes()[..^1] },
            { "event of four billion bytes", "events[1].eventSize", Replaced(whole, ^1, 0xFF) },
            { "event above the limit", "events[1].eventSize", new LogBuilder().Digested(1, 4, [good], tooLong).Bytes() },
            { "register 24", "events[1].PcrIndex", new LogBuilder().Digested(24, 4, [good], []).Bytes() },
            { "bytes behind an FF end", "padding", AfterSpecId([.. Enumerable.Repeat((byte)0xFF, 12), 1]) },
            { "bytes behind a zero end", "padding", AfterSpecId([.. new byte[12], 1]) },
            { "zeros behind an FF end", "padding", AfterSpecId([255, 255, 255, 255, .. new byte[8]]) },
        };
    }

    [Theory]
    [MemberData(nameof(Malformations))]
    public void A_malformed_log_is_refused_and_its_field_named(string what, string field, byte[] bytes)
    {
        Assert.False(EventLog.TryParse(bytes, out EventLog? log, out Malformed? malformed), what);
        Assert.Null(log);
        Assert.Equal(field, malformed.Field);
    }

    [Fact]
    public void A_log_above_16_mib_is_refused() =>
        Assert.False(EventLog.TryParse(new LogBuilder().Raw(new byte[EventLogLimits.MaxLength]).Bytes(), out _, out _));

    [Fact]
    public void A_log_of_more_records_than_the_limit_is_refused()
    {
        LogBuilder builder = LogBuilder.Bare();
        for (int i = 0; i < EventLogLimits.MaxEvents; i++)
        {
            builder.Sha1Record(1, 4, new byte[20], []);
        }

        Assert.Equal(EventLogLimits.MaxEvents, builder.Parse().Events.Length);
        Assert.False(EventLog.TryParse(builder.Sha1Record(1, 4, new byte[20], []).Bytes(), out _, out Malformed? malformed));
        Assert.Equal("events", malformed.Field);
    }

    [Fact]
    public void Huge_lengths_do_not_allocate()
    {
        byte[][] hostile = [.. Malformations().Where(row => row.Data.Item1.Contains("billion")).Select(row => row.Data.Item3)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] bytes in hostile)
        {
            Assert.False(EventLog.TryParse(bytes, out _, out _));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    /// <summary>A log of one EV_NO_ACTION record.</summary>
    private static byte[] First(byte[] data) => LogBuilder.Bare().Sha1Record(0, 3, new byte[20], data).Bytes();

    private static byte[] AfterSpecId(byte[] record) => new LogBuilder().Raw(record).Bytes();

    private static LogBuilder TwoBanks() => new((DigestAlgorithm.Sha384, 48), (DigestAlgorithm.Sha256, 32));

    private static byte[] Replaced(byte[] bytes, Index at, byte value)
    {
        byte[] copy = [.. bytes];
        copy[at] = value;
        return copy;
    }
}
