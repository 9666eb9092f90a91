// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.Wire;

namespace Attestation.Tests.EventLogs;

public sealed class StartValuesTests
{
    [Theory]
    [InlineData(0, "00000000")]
    [InlineData(3, "00000003")]
    [InlineData(4, "00000004")]
    [InlineData(5, "00000000")]
    public void Pcr_0_ends_in_the_startup_locality(byte locality, string start)
    {
        EventLog log = new LogBuilder().Event(0, EventType.NoAction, [.. "StartupLocality\0"u8, locality]).Parse();

        Assert.Equal(start, Hex.Of(StartValues.Pcr(log, 0, 4)));
        Assert.Equal("00000000", Hex.Of(StartValues.Pcr(log, 1, 4)));
        Assert.Equal("00000000", Hex.Of(StartValues.Zero(log, 0, 4)));
    }

    [Fact]
    public void Dynamic_pcrs_start_as_ff()
    {
        EventLog log = new LogBuilder().Parse();

        Assert.Equal(
            "00ffffffffffff00",
            string.Concat(Enumerable.Range(16, 8).Select(register => Hex.Of(StartValues.Pcr(log, (uint)register, 1)))));
    }

    [Fact]
    public void A_startup_locality_in_another_register_or_with_more_bytes_is_none()
    {
        EventLog log = new LogBuilder()
            .Event(1, EventType.NoAction, [.. "StartupLocality\0"u8, 3])
            .Event(0, EventType.NoAction, [.. "StartupLocality\0"u8, 3, 0])
            .Event(0, EventType.Ipl, [.. "StartupLocality\0"u8, 3])
            .Parse();

        Assert.Equal("00000000", Hex.Of(StartValues.Pcr(log, 0, 4)));
    }

    [Fact]
    public void No_action_events_are_never_extended()
    {
        EventLog log = new LogBuilder().Event(1, EventType.NoAction, "SP800-155 Event3").Parse();

        Assert.True(Replay.TryOf(log, DigestAlgorithm.Sha384, StartValues.Zero, out Replay? replay));
        Assert.Empty(replay.Registers);
        Assert.Empty(replay.Of(1).Events);
    }

    [Fact]
    public void A_record_without_the_banks_digest_does_not_extend_that_bank()
    {
        EventLog log = new LogBuilder((DigestAlgorithm.Sha256, 32), (DigestAlgorithm.Sha1, 20))
            .Digested(1, 4, [(DigestAlgorithm.Sha1, new byte[20])], []).Parse();

        Assert.True(Replay.TryOf(log, DigestAlgorithm.Sha256, StartValues.Zero, out Replay? replay));
        Assert.Empty(replay.Of(1).Events);
    }

    [Fact]
    public void Extending_hashes_register_and_digest_and_refuses_other_lengths()
    {
        byte[] both = [.. new byte[32], .. Enumerable.Repeat((byte)7, 32)];

        Assert.Equal(
            DigestAlgorithms.Hash(DigestAlgorithm.Sha256, both),
            DigestAlgorithms.Extend(DigestAlgorithm.Sha256, both.AsSpan(0, 32), both.AsSpan(32)));
        Assert.Throws<ArgumentException>(() => DigestAlgorithms.Extend(DigestAlgorithm.Sha256, new byte[31], new byte[32]));
        Assert.Throws<ArgumentException>(() => DigestAlgorithms.Hash(DigestAlgorithm.Sm3, []));
    }
}
