// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.KernelProbe;

/// <summary>Which laws are tried in the guest, in which state of it. The guest's init loads the modules and starts the probe with a section's name.</summary>
public static class ProbePlan
{
    /// <summary>Names of the sections, in the order in which the guest runs them.</summary>
    public static IReadOnlyList<string> Sections { get; } = ["none", "tdx", "sev", "devices"];

    /// <summary>The laws of a section.</summary>
    public static IReadOnlyList<PortLaw> Of(string section) => section switch
    {
        "none" => [.. GuestLaws.WithoutTee, .. GuestLaws.WithEventLog, .. GuestLaws.OfMachine],
        "tdx" => [.. TsmLaws.All, .. ReportLaws.All, .. DeviceLaws.OfTdxGuest, .. DeviceLaws.OfRegisters, .. GuestLaws.WithTdx],
        "sev" => [.. TsmLaws.All, .. ReportLaws.All, .. GuestLaws.WithSev],
        "devices" => [.. DeviceLaws.OfSevGuest, .. GuestLaws.WithDevices],
        _ => throw new ArgumentException($"got section {section}, want one of {string.Join(", ", Sections)}", nameof(section)),
    };

    internal static FakeDrivers MachineOf(string section) => section switch
    {
        "sev" => new(floor: 1, hasAuxBlob: true, hasServices: true),
        _ => new(floor: null, hasAuxBlob: false, hasServices: false),
    };

    /// <summary>What the probe prints of a law that holds.</summary>
    public static string Held(string section, PortLaw law) => $"ok {section}: {law.Name}";
}
