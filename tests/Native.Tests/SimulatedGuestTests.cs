// SPDX-License-Identifier: Apache-2.0

using Attestation.Endorsing.Tests;
using Attestation.Kernel;
using Attestation.KernelProbe;
using Attestation.Machine.Simulator.Guest;
using Attestation.SevSnp.Wire;
using Attestation.Tdx.Simulator;
using Attestation.Tdx.Wire;

namespace Attestation.Native.Tests;

public sealed class SimulatedGuestTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, double, double> Models => new()
    {
        { "tdx-stock", 1.03, 1.03 * 20 },
        { "tdx-fast-poll", 0.007, 0.009 * 20 },
        { "sev-snp", 0.008, (0.008 * 20) + (10.2 * 2) },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public async Task A_device_takes_the_time_that_its_model_says(string model, double first, double twenty)
    {
        SimulatedLatency latency = new[] { SimulatedLatency.TdxStock, SimulatedLatency.TdxFastPoll, SimulatedLatency.SevSnp }.Single(each => each.Name == model);
        TestClock clock = new(Start);
        using TsmReports reports = new(Guests.Tdx(new() { Latency = latency }, clock).Tsm, clock);

        await reports.RequestAsync(new(LawMachine.FreshReportData()));
        Assert.Equal(first, (clock.GetUtcNow() - Start).TotalSeconds, 6);
        for (int request = 1; request < 20; request++)
        {
            await reports.RequestAsync(new(LawMachine.FreshReportData()));
        }

        Assert.Equal(twenty, (clock.GetUtcNow() - Start).TotalSeconds, 6);
    }

    [Fact]
    public async Task A_quote_covers_the_report_data_and_the_registers_of_the_moment()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        using TsmReports reports = new(kernel.Tsm, new ImpatientClock());
        byte[] rtmr3 = RegisterExtension.Extend(kernel.Registers, new byte[48]);

        byte[] asked = LawMachine.FreshReportData();
        TsmReport report = await reports.RequestAsync(new(asked));

        Assert.True(Quote.TryParse(report.OutBlob, out Quote? quote, out var malformed), malformed?.ToString());
        Assert.Equal(asked, quote.Body.ReportData.ToArray());
        Assert.Equal(rtmr3, quote.Body.Rtmr(3).ToArray());
    }

    [Fact]
    public async Task A_td_report_agrees_with_the_quote_and_both_its_hashes_hold()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        RegisterExtension.Extend(kernel.Registers, new byte[48]);

        byte[] asked = LawMachine.FreshReportData();
        byte[] bytes = await kernel.TdxGuest.ReportAsync(asked);

        Assert.True(TdReportStruct.TryParse(bytes, out TdReportStruct? report, out var malformed), malformed?.ToString());
        Assert.True(report.TeeInfoHashMatches && report.TeeTcbInfoHashMatches);
        Assert.Equal(kernel.Registers.Read(RegisterExtension.Rtmr3), report.Rtmr(3).ToArray());
        Assert.Equal(TdOptionsMrTd(), report.MrTd.ToArray());
    }

    [Fact]
    public async Task A_report_of_a_guest_above_the_floor_names_its_level()
    {
        using TsmReports reports = new(Guests.Snp(new() { PrivilegeFloor = 2 }).Tsm, new ImpatientClock());

        TsmReport report = await reports.RequestAsync(new(LawMachine.FreshReportData()));

        Assert.True(AttestationReport.TryParse(report.OutBlob, out AttestationReport? parsed, out var malformed), malformed?.ToString());
        Assert.Equal(2u, parsed.Vmpl);
        Assert.True(CertificateTable.TryParse(report.AuxBlob, out _, out malformed), malformed?.ToString());
    }

    [Fact]
    public async Task A_driver_that_vanishes_is_gone_and_nothing_is_found_any_more()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        using TsmReports reports = new(kernel.Tsm, new ImpatientClock());
        using ITsmEntry entry = kernel.Tsm.Create("early");
        kernel.Script.Vanish();

        Assert.Equal(AttesterReason.NoProvider, (await Assert.ThrowsAsync<AttesterException>(async () => await reports.RequestAsync(new(new byte[64])))).Reason);
        Assert.Null((await GuestDetection.LookAsync(kernel, new ImpatientClock())).Source);
    }

    [Fact]
    public async Task A_write_that_the_kernel_drops_at_close_is_noticed_and_repeated()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        using TsmReports reports = new(kernel.Tsm, new ImpatientClock());
        byte[] asked = LawMachine.FreshReportData();
        kernel.Script.Fail("close inblob", Errno.EBUSY);

        TsmReport report = await reports.RequestAsync(new(asked));

        Assert.True(report.OutBlob.Span.IndexOf(asked) >= 0);
        Assert.Equal(1, kernel.Device.Served);
        kernel.Script.Fail("close inblob", Errno.EBUSY, times: 100);
        Assert.Equal(AttesterReason.Busy, (await Assert.ThrowsAsync<AttesterException>(async () => await reports.RequestAsync(new(asked)))).Reason);
    }

    [Fact]
    public async Task A_caller_that_gives_up_between_attempts_leaves_and_one_that_gives_up_before_asks_nothing()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        using TsmReports reports = new(kernel.Tsm, new ImpatientClock());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await reports.RequestAsync(new(new byte[64]), new CancellationToken(canceled: true)));

        Assert.Equal(0, kernel.Device.Served);
        Assert.Empty(((SimulatedTsmEntries)kernel.Tsm).Names);
    }

    [Fact]
    public async Task No_entry_is_left_behind_whatever_fails()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        using TsmReports reports = new(kernel.Tsm, new ImpatientClock());
        foreach (string call in new[] { "read generation", "write inblob", "read outblob", "read provider", "ask" })
        {
            kernel.Script.Fail(call, Errno.EIO);
            await Assert.ThrowsAsync<AttesterException>(async () => await reports.RequestAsync(new(new byte[64])));
            Assert.Empty(((SimulatedTsmEntries)kernel.Tsm).Names);
        }
    }

    [Fact]
    public async Task A_generation_that_is_no_number_is_a_bad_answer()
    {
        using TsmReports reports = new(new ForeignWriter(Guests.Tdx().Tsm), new ImpatientClock());

        Assert.Equal(AttesterReason.Interference, (await Assert.ThrowsAsync<AttesterException>(async () => await reports.RequestAsync(new(new byte[64])))).Reason);
    }

    [Fact]
    public void An_extension_that_another_writer_came_between_is_interference()
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        SimulatedTd td = new(new());
        SimulatedRegisters twice = new(
            [RegisterExtension.Rtmr3], _ => td.Rtmr(3).ToArray(), (_, digest) => { td.Extend(3, digest); td.Extend(3, new byte[48]); }, kernel.Script);

        AttesterException failed = Assert.Throws<AttesterException>(() => RegisterExtension.Extend(twice, new byte[48]));

        Assert.Equal(AttesterReason.Interference, failed.Reason);
    }

    [Fact]
    public void A_simulated_boot_has_one_id_and_a_clock_of_its_own()
    {
        TestClock clock = new(Start);
        SimulatedGuestKernel kernel = Guests.Tdx(clock: clock);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(kernel.Boot.Id(), kernel.Boot.Id());
        Assert.Equal(2_000_000_000, kernel.Boot.Nanoseconds());
        Assert.True(kernel.IsSimulated);
    }

    private static byte[] TdOptionsMrTd() => new TdOptions().MrTd.ToArray();
}
