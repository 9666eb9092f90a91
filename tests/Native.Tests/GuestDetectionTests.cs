// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.KernelProbe;
using Attestation.Machine.Simulator.Guest;

namespace Attestation.Native.Tests;

public sealed class GuestDetectionTests
{
    [Fact]
    public async Task A_td_is_found_by_configfs()
    {
        DetectedGuest guest = await LookAsync(Guests.Tdx());

        Assert.Equal((ReportSource.Tsm, "tdx_guest", true), (guest.RequireSource(), guest.Provider, guest.CanExtend));
        Assert.Equal("ccel", Assert.Single(guest.EventLogs).Kind);
        Assert.Equal(
            ["configfs-tsm Used", "AMD guest device Absent", "Intel guest device Spare", "measurement registers Used", "event log ccel Used"],
            guest.Probes.Select(probe => $"{probe.What} {probe.Outcome}"));
    }

    [Fact]
    public async Task An_snp_guest_is_found_by_configfs_and_its_device_is_spare()
    {
        DetectedGuest guest = await LookAsync(Guests.Snp());

        Assert.Equal((ReportSource.Tsm, "sev_guest", false), (guest.RequireSource(), guest.Provider, guest.CanExtend));
        Assert.Equal(ProbeOutcome.Spare, guest.Probes[1].Outcome);
    }

    [Fact]
    public async Task An_snp_guest_without_configfs_is_found_by_its_device()
    {
        DetectedGuest guest = await LookAsync(Guests.Snp(new() { HasTsm = false }));

        Assert.Equal((ReportSource.SevGuest, "sev_guest"), (guest.RequireSource(), guest.Provider));
    }

    [Fact]
    public async Task A_td_without_configfs_gives_no_quote_and_says_what_was_tried()
    {
        DetectedGuest guest = await LookAsync(Guests.Tdx(new() { HasTsm = false, HasRegisters = false }));

        AttesterException failed = Assert.Throws<AttesterException>(() => guest.RequireSource());

        Assert.Equal(AttesterReason.NoTee, failed.Reason);
        Assert.Equal(guest.Probes, failed.Probes);
        Assert.Contains("ENXIO: no TEE's driver is loaded", failed.Message, StringComparison.Ordinal);
        Assert.Contains("/dev/tdx_guest: TD reports", failed.Message, StringComparison.Ordinal);
        Assert.Contains("modprobe", failed.Hint, StringComparison.Ordinal);
        Assert.False(guest.CanExtend);
    }

    [Theory]
    [InlineData(Errno.EACCES, "run as root", ProbeOutcome.Unusable)]
    [InlineData(Errno.EROFS, "read-write", ProbeOutcome.Unusable)]
    [InlineData(Errno.ENOENT, "mount -t configfs", ProbeOutcome.Absent)]
    public async Task What_keeps_configfs_from_being_used_has_a_hint(Errno errno, string hint, ProbeOutcome outcome)
    {
        SimulatedGuestKernel kernel = Guests.Tdx();
        kernel.Script.Fail("mkdir", errno);

        Probe probe = (await LookAsync(kernel)).Probes[0];

        Assert.Equal(outcome, probe.Outcome);
        Assert.Contains(hint, probe.Hint, StringComparison.Ordinal);
        Assert.StartsWith($"mkdir: {errno}: ", probe.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_may_not_be_opened_is_unusable()
    {
        SimulatedGuestKernel kernel = Guests.Snp(new() { HasTsm = false });
        kernel.Script.Fail("open /dev/sev-guest", Errno.EACCES);

        DetectedGuest guest = await LookAsync(kernel);

        Assert.Equal(ProbeOutcome.Unusable, guest.Probes[1].Outcome);
        Assert.Null(guest.Source);
    }

    [Fact]
    public async Task A_machine_without_a_TEE_is_never_taken_for_a_simulated_one()
    {
        LinuxKernel kernel = new();
        DetectedGuest guest = await LookAsync(kernel);

        Assert.False(kernel.IsSimulated);
        Assert.DoesNotContain(typeof(LinuxKernel).Assembly.GetReferencedAssemblies(), name => name.Name!.EndsWith(".Simulator", StringComparison.Ordinal));
        Assert.All(guest.Probes, probe => Assert.NotEmpty(probe.Says));
    }

    private static ValueTask<DetectedGuest> LookAsync(IGuestKernel kernel) => GuestDetection.LookAsync(kernel, new ImpatientClock());
}
