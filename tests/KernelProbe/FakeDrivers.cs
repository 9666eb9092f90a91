// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using Attestation.Kernel;
using Attestation.Native;

namespace Attestation.KernelProbe;

/// <summary>A real kernel with the fake drivers of <c>tests/kernel</c>: failures are planned by their module parameters.</summary>
/// <param name="floor">The lowest privilege level; null where the module was loaded without levels.</param>
/// <param name="hasAuxBlob">Whether it was loaded with an auxblob.</param>
/// <param name="hasServices">Whether it was loaded with services.</param>
internal sealed class FakeDrivers(int? floor, bool hasAuxBlob, bool hasServices) : LawMachine
{
    private const string Provider = "/sys/module/fake_tsm/parameters/";
    private const string Devices = "/sys/module/fake_guest/parameters/";
    private const string NothingAsSize = "1";
    private const ulong NoAnswer = 0xFF;
    private const uint PageBytes = 0x1000;

    public override IGuestKernel Kernel { get; } = new LinuxKernel();

    public override TimeProvider Clock { get; } = new ImpatientClock();

    public override int? PrivilegeFloor => floor;

    public override bool HasAuxBlob => hasAuxBlob;

    public override bool HasServices => hasServices;

    public override void FailReports(Errno errno, int times)
    {
        Set(Provider + "failures", times.ToString(CultureInfo.InvariantCulture));
        Set(Provider + "fail", Number(errno));
    }

    public override void AnswerNothing() => Set(Provider + "size", NothingAsSize);

    public override void FailSevGuest(Errno errno) => FailDevices(errno, NoAnswer);

    public override void FailExtension(Errno errno) => FailDevices(errno, 0);

    public override void Heal()
    {
        foreach (string parameter in new[] { "fail", "failures", "size" })
        {
            Set(Provider + parameter, "0");
        }

        foreach (string parameter in new[] { "fail", "exitinfo2", "status" })
        {
            Set(Devices + parameter, "0");
        }

        SetRoom(PageBytes);
    }

    /// <summary>Lets each request to the devices fail.</summary>
    public void FailDevices(Errno errno, ulong exitInfo2)
    {
        Set(Devices + "exitinfo2", exitInfo2.ToString(CultureInfo.InvariantCulture));
        Set(Devices + "fail", Number(errno));
    }

    /// <summary>Lets the firmware refuse in its answer.</summary>
    public void SetStatus(uint status) => Set(Devices + "status", status.ToString(CultureInfo.InvariantCulture));

    /// <summary>Bytes that the host's certificates need.</summary>
    public void SetRoom(uint bytes) => Set(Devices + "room", bytes.ToString(CultureInfo.InvariantCulture));

    private static string Number(Errno errno) => ((int)errno).ToString(CultureInfo.InvariantCulture);

    private static void Set(string path, string value)
    {
        if (File.Exists(path))
        {
            File.WriteAllText(path, value);
        }
    }
}
