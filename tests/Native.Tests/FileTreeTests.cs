// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;
using Attestation.KernelProbe;
using Attestation.Machine.Simulator.Guest;
using Attestation.Native.Tests.Fuse;

namespace Attestation.Native.Tests;

/// <summary>The production file code against configfs-tsm as a mounted tree with the kernel's semantics.</summary>
public sealed class FileTreeTests
{
    public static TheoryData<string> OfTsm => [.. TsmLaws.All.Select(law => law.Name)];

    public static TheoryData<string> OfReports => [.. ReportLaws.All.Select(law => law.Name)];

    [Theory]
    [MemberData(nameof(OfTsm))]
    public Task Law_of_configfs_holds_of_mounted_files(string law) => HoldsAsync(TsmLaws.All, law, floor: 1);

    [Theory]
    [MemberData(nameof(OfReports))]
    public Task Law_of_reports_holds_of_mounted_files(string law) => HoldsAsync(ReportLaws.All, law, floor: 1);

    [Fact]
    public void A_folder_that_is_not_there_is_ENOENT()
    {
        KernelException failed = Assert.Throws<KernelException>(() => new TsmEntries("/nonexistent/tsm/report").Create("a"));

        Assert.Equal(("mkdir", "/nonexistent/tsm/report/a", Errno.ENOENT), (failed.Call, failed.Path, failed.Errno));
    }

    private static async Task HoldsAsync(IEnumerable<PortLaw> laws, string law, int floor)
    {
        using SimulatedGuestKernel guest = Guests.Snp(new() { PrivilegeFloor = floor, ServiceManifest = new byte[24] });
        using FuseMount mount = FuseMount.Over(new ConfigfsTree(guest.Tsm));
        await PortLawTests.HoldsAsync(laws, law, new SimulatedLawMachine(guest, floor, hasAuxBlob: true, hasServices: true, new TsmEntries(mount.Path)));
    }
}
