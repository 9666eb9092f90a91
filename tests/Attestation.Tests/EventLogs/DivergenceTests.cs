// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;

namespace Attestation.Tests.EventLogs;

public sealed class DivergenceTests
{
    private const DigestAlgorithm Sha384 = DigestAlgorithm.Sha384;

    private static readonly EventType Table = new(0x8000000B);

    [Fact]
    public void A_log_that_replays_matches()
    {
        RegisterMatch match = Only(Measured().Parse(), ValueOf(Measured().Parse()));

        Assert.Equal(RegisterState.Match, match.State);
        Assert.True(match.Reproduced);
        Assert.Null(match.Divergence);
        Assert.StartsWith("register 1: 4 records replay to ", match.Describe());
    }

    [Fact]
    public void A_register_without_records_is_not_in_the_log_even_if_it_still_holds_its_start_value()
    {
        EventLog log = Measured().Parse();
        var matches = RegisterMatch.Compare(log, Sha384, StartValues.Zero, Quoted((3, new byte[48]), (4, [1, .. new byte[47]])))!.Value;

        Assert.Equal([RegisterState.NotInLog, RegisterState.NotInLog], matches.Select(match => match.State));
        Assert.Equal([true, false], matches.Select(match => match.Reproduced));
        string zero = new('0', 96);
        Assert.Equal($"register 3: no record in the log, quoted {zero}, start value {zero}", matches[0].Describe());
    }

    [Fact]
    public void Records_that_were_never_measured_begin_at_the_first_behind_the_measured_ones()
    {
        EventLog longer = Measured().Event(1, Table, "more").Event(2, Table, "other register").Event(1, Table, "and more").Parse();

        Divergence divergence = Only(longer, ValueOf(Measured().Parse())).Divergence!;

        Assert.Equal((DivergenceKind.NotMeasured, 5), (divergence.Kind, divergence.Event!.Ordinal));
        Assert.Equal((4, 1), (divergence.Position, divergence.Following));
        Assert.StartsWith(
            "RTMR0: the 4 records before it replay to the quoted value; "
                + $"event 5 (EV_EFI_HANDOFF_TABLES2 at offset {longer.Events[5].Offset}, sha384 ",
            divergence.Describe(register => $"RTMR{register - 1}"));
        Assert.EndsWith(" and 1 more were not measured", divergence.ToString());
    }

    [Fact]
    public void Nothing_measured_at_all_names_the_first_record() =>
        Assert.Equal((DivergenceKind.NotMeasured, 1), Named(Only(Measured().Parse(), new byte[48])));

    [Fact]
    public void The_first_difference_to_another_log_is_named()
    {
        EventLog changed = new LogBuilder()
            .Event(1, Table, "tables").Event(1, Table, "changed").Separator(1).Event(1, Table, "acpi").Parse();
        EventLog other = Measured().Parse();

        RegisterMatch match = Only(changed, ValueOf(other), other);

        Assert.Equal((DivergenceKind.DiffersFromOther, 2), Named(match));
        Assert.Equal(2, match.Divergence!.Other!.Ordinal);
        Assert.Contains("first difference is event 2 (", match.Describe());
    }

    [Fact]
    public void A_missing_record_is_named_by_the_other_log()
    {
        EventLog shorter = new LogBuilder().Event(1, Table, "tables").Event(1, EventType.EfiAction, "go").Separator(1).Parse();
        EventLog other = Measured().Parse();

        Divergence divergence = Only(shorter, ValueOf(other), other).Divergence!;

        Assert.Null(divergence.Event);
        Assert.Equal(4, divergence.Other!.Ordinal);
        Assert.Contains("first difference is none, the other log has event 4 (", divergence.ToString());
    }

    [Fact]
    public void An_equal_other_log_does_not_hide_the_record_whose_digest_is_not_of_its_data()
    {
        EventLog log = Tampered().Parse();

        Assert.Equal((DivergenceKind.DigestNotOfData, 2), Named(Only(log, ValueOf(Measured().Parse()), log)));
    }

    [Fact]
    public void Without_another_log_the_first_record_whose_digest_is_not_of_its_data_is_named()
    {
        RegisterMatch match = Only(Tampered().Parse(), ValueOf(Measured().Parse()));

        Assert.Equal((DivergenceKind.DigestNotOfData, 2), Named(match));
        Assert.Contains("the first record whose digest is not that of its data is event 2 (EV_EFI_ACTION at offset ", match.Describe());
    }

    [Fact]
    public void Where_nothing_can_be_told_the_last_record_is_the_bound()
    {
        EventLog log = new LogBuilder().Event(1, Table, "tables").Event(1, Table, "acpi").Event(2, Table, "elsewhere").Parse();

        RegisterMatch match = Only(log, ValueOf(Measured().Parse()));

        Assert.Equal((DivergenceKind.AtOrBefore, 2), Named(match));
        Assert.Contains("diverges at or before event 2 (", match.Describe());
    }

    [Fact]
    public void A_quoted_value_of_another_length_never_matches()
    {
        RegisterMatch match = Only(Measured().Parse(), new byte[32]);

        Assert.Equal(DivergenceKind.OtherLength, match.Divergence!.Kind);
        Assert.Equal("register 1: the quoted value is not as long as the bank's digests", match.Describe());
    }

    [Fact]
    public void A_bank_that_the_log_lacks_cannot_be_compared() =>
        Assert.Null(RegisterMatch.Compare(Measured().Parse(), DigestAlgorithm.Sha256, StartValues.Zero, Quoted((1, new byte[32]))));

    [Fact]
    public void Logs_are_compared_register_by_register()
    {
        EventLog one = new LogBuilder().Event(1, Table, "a").Event(2, Table, "b").Event(3, Table, "c").Parse();
        EventLog two = new LogBuilder().Event(3, Table, "c").Event(2, Table, "x").Event(1, Table, "a").Event(4, Table, "d").Parse();

        var differences = one.CompareWith(two, Sha384);

        Assert.Equal([2u, 4u], differences.Select(difference => difference.Register));
        Assert.Equal((2, 2), (differences[0].Event!.Ordinal, differences[0].Other!.Ordinal));
    }

    [Fact]
    public void Each_changed_digest_of_a_real_log_is_named_or_bounded_and_with_the_true_log_named()
    {
        EventLog real = VectorLogs.Ccel("cos113-ccel-data.bin");
        Assert.True(Replay.TryOf(real, Sha384, StartValues.Zero, out Replay? replay));
        foreach (LoggedEvent record in real.Events.Skip(1))
        {
            byte[] bytes = real.Raw.ToArray();
            bytes[record.Offset + PcrEvent2Layout.Size + 2] ^= 1;
            Assert.True(EventLog.TryParse(bytes, out EventLog? changed, out _));
            ReplayedRegister truth = replay.Of(record.Register);
            var quoted = Quoted((record.Register, truth.Value.ToArray()));

            Divergence alone = RegisterMatch.Compare(changed, Sha384, StartValues.Zero, quoted)!.Value[0].Divergence!;
            Divergence beside = RegisterMatch.Compare(changed, Sha384, StartValues.Zero, quoted, real)!.Value[0].Divergence!;

            Assert.Equal(record.Ordinal, beside.Event!.Ordinal);
            Assert.Equal(alone.Kind == DivergenceKind.DigestNotOfData ? record.Ordinal : truth.Events[^1].Ordinal, alone.Event!.Ordinal);
        }
    }

    private static LogBuilder Measured() =>
        new LogBuilder().Event(1, Table, "tables").Event(1, EventType.EfiAction, "go").Separator(1).Event(1, Table, "acpi");

    private static LogBuilder Tampered() =>
        new LogBuilder().Event(1, Table, "tables").Event(1, EventType.EfiAction, "stop", "forged").Separator(1).Event(1, Table, "acpi");

    private static byte[] ValueOf(EventLog log)
    {
        Assert.True(Replay.TryOf(log, Sha384, StartValues.Zero, out Replay? replay));
        return replay.Of(1).Value.ToArray();
    }

    private static RegisterMatch Only(EventLog log, byte[] quoted, EventLog? other = null) =>
        Assert.Single(RegisterMatch.Compare(log, Sha384, StartValues.Zero, Quoted((1, quoted)), other)!.Value);

    private static (DivergenceKind, int) Named(RegisterMatch match) => (match.Divergence!.Kind, match.Divergence.Event!.Ordinal);

    private static Dictionary<uint, ReadOnlyMemory<byte>> Quoted(params (uint Register, byte[] Value)[] values) =>
        values.ToDictionary(pair => pair.Register, pair => (ReadOnlyMemory<byte>)pair.Value);
}
