// SPDX-License-Identifier: Apache-2.0

using Attestation.KernelProbe;

namespace Attestation.Native.Tests;

/// <summary>The laws that a real kernel is tried by in QEMU hold of the simulated one, too.</summary>
public sealed class PortLawTests
{
    public static TheoryData<string> OfTsm => [.. TsmLaws.All.Select(law => law.Name)];

    public static TheoryData<string> OfReports => [.. ReportLaws.All.Select(law => law.Name)];

    public static TheoryData<string> OfSevGuest => [.. DeviceLaws.OfSevGuest.Select(law => law.Name)];

    public static TheoryData<string> OfTdxGuest => [.. DeviceLaws.OfTdxGuest.Concat(DeviceLaws.OfRegisters).Select(law => law.Name)];

    [Theory]
    [MemberData(nameof(OfTsm))]
    public Task Law_of_configfs_holds_of_a_simulated_td(string law) => HoldsAsync(TsmLaws.All, law, Guests.TdxLaws());

    [Theory]
    [MemberData(nameof(OfTsm))]
    public Task Law_of_configfs_holds_of_a_simulated_snp_guest_with_a_floor(string law) => HoldsAsync(TsmLaws.All, law, Guests.SnpLaws(floor: 1));

    [Theory]
    [MemberData(nameof(OfReports))]
    public Task Law_of_reports_holds_of_a_simulated_td(string law) => HoldsAsync(ReportLaws.All, law, Guests.TdxLaws());

    [Theory]
    [MemberData(nameof(OfReports))]
    public Task Law_of_reports_holds_of_a_simulated_snp_guest_without_a_floor(string law) => HoldsAsync(ReportLaws.All, law, Guests.SnpLaws(floor: 0));

    [Theory]
    [MemberData(nameof(OfReports))]
    public Task Law_of_reports_holds_of_a_simulated_snp_guest_with_a_floor(string law) => HoldsAsync(ReportLaws.All, law, Guests.SnpLaws(floor: 2));

    [Theory]
    [MemberData(nameof(OfSevGuest))]
    public Task Law_of_the_device_holds_of_a_simulated_snp_guest(string law) => HoldsAsync(DeviceLaws.OfSevGuest, law, Guests.SnpLaws(floor: 0));

    [Theory]
    [MemberData(nameof(OfTdxGuest))]
    public Task Law_of_device_and_registers_holds_of_a_simulated_td(string law) =>
        HoldsAsync([.. DeviceLaws.OfTdxGuest, .. DeviceLaws.OfRegisters], law, Guests.TdxLaws());

    [Fact]
    public void A_law_has_a_name_of_its_own() =>
        Assert.All(ProbePlan.Sections, section => Assert.Distinct(ProbePlan.Of(section).Select(law => law.Name)));

    [Fact]
    public async Task A_law_that_does_not_hold_is_found()
    {
        SimulatedLawMachine machine = Guests.TdxLaws();
        machine.Script.Fail("read generation", Attestation.Kernel.Errno.EIO);

        await Assert.ThrowsAnyAsync<Exception>(() => HoldsAsync(TsmLaws.All, "generation starts at zero and rises by one with each write", machine));
    }

    internal static async Task HoldsAsync(IEnumerable<PortLaw> laws, string name, LawMachine machine) =>
        await laws.Single(law => law.Name == name).HoldAsync(machine);
}
