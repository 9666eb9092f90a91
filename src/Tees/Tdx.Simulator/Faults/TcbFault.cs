// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Platforms, TDX modules and quoting enclaves whose TCB is not good: honest documents that say so.</summary>
public static class TcbFault
{
    /// <summary>Lower than every level.</summary>
    public static readonly Fault NoLevel = new(
        "tcb-no-level",
        "the platform is lower than every TCB level",
        machine => machine.WithTcbInfo(info => info with { Levels = [.. info.Levels.Select(level => level with { PceSvn = 65535 })] }));

    /// <summary>A module lower than every level of its identity.</summary>
    public static readonly Fault ModuleNoLevel = Module(
        "module-no-level",
        "the TDX module is lower than every level of its identity",
        module => module with { TeeTcbSvn = TdxModuleOptions.Svn(1, 1, 3) });

    /// <summary>Not Intel's module.</summary>
    public static readonly Fault MrSignerSeam = Module(
        "module-mrsigner", "MRSIGNERSEAM is not that of the identity", module => module with { MrSignerSeam = TdFault.SomeMeasurement });

    /// <summary>A module with attributes, as its identity allows.</summary>
    public static readonly Fault SeamAttributes = new(
        "module-attributes",
        "SEAMATTRIBUTES is not zero, although TCB info allows it",
        machine => (machine with { Module = machine.Module with { SeamAttributes = 1 } })
            .WithModuleIdentity(identity => identity with { Attributes = new byte[] { 1, 0, 0, 0, 0, 0, 0, 0 } }));

    /// <summary>A quoting enclave lower than every level.</summary>
    public static readonly Fault QeNoLevel = new(
        "qe-no-level",
        "the quoting enclave is lower than every level of its identity",
        machine => machine with { QuotingEnclave = machine.QuotingEnclave with { IsvSvn = 3 } });

    /// <summary>Launched with an old module; the current one is good.</summary>
    public static readonly Fault RelaunchAdvised = new(
        "tcb-relaunch-advised",
        "the TD was launched with a TDX module that is out of date, the current one is not",
        machine => machine.WithOldModuleAtLaunch());

    /// <summary>The same on a platform that needs configuration.</summary>
    public static readonly Fault RelaunchAdvisedConfigurationNeeded = new(
        "tcb-relaunch-advised-configuration",
        "as tcb-relaunch-advised, and the platform needs configuration",
        machine => machine.WithOldModuleAtLaunch().WithPlatformStatus("ConfigurationNeeded", "INTEL-SA-00615"));

    /// <summary>The current module has no identity.</summary>
    public static readonly Fault CurrentModuleUnknown = new(
        "tcb-current-module-unknown",
        "TCB info has no identity of the TDX module loaded now",
        machine => (machine with { Module = machine.Module with { TeeTcbSvn2 = TdxModuleOptions.Svn(6, 9, 3) } }).WithOldModuleAtLaunch());

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        NoLevel, ModuleNoLevel, MrSignerSeam, SeamAttributes, QeNoLevel, RelaunchAdvised, RelaunchAdvisedConfigurationNeeded,
        CurrentModuleUnknown,
        Platform("Revoked"), Platform("OutOfDate"), Platform("ConfigurationNeeded"), Platform("SWHardeningNeeded"),
        Platform("ConfigurationAndSWHardeningNeeded"), Platform("OutOfDateConfigurationNeeded"),
        Module("Revoked"), Module("OutOfDate"), Module("ConfigurationNeeded"), Qe("Revoked"), Qe("OutOfDate"), Qe("ConfigurationNeeded"),
    ];

    /// <summary>The platform's level has that status.</summary>
    public static Fault Platform(string status) => new(
        $"tcb-{Kebab(status)}", $"the platform's TCB level is {status}", machine => machine.WithPlatformStatus(status, "INTEL-SA-00615"));

    /// <summary>The TDX module's level has that status; other than UpToDate, OutOfDate and Revoked it is as good as none.</summary>
    public static Fault Module(string status) => new(
        $"module-{Kebab(status)}", $"the TDX module's TCB level is {status}", machine => machine.WithModuleStatus(status));

    /// <summary>The quoting enclave's level has that status; other than UpToDate, OutOfDate and Revoked refuses the document.</summary>
    public static Fault Qe(string status) => new(
        $"qe-{Kebab(status)}", $"the quoting enclave's TCB level is {status}", machine => machine.WithQeStatus(status));

    private static Fault Module(string name, string says, Func<TdxModuleOptions, TdxModuleOptions> change) =>
        new(name, says, machine => machine with { Module = change(machine.Module) });

    private static string Kebab(string status) => status switch
    {
        "OutOfDate" => "out-of-date",
        "ConfigurationNeeded" => "configuration-needed",
        "SWHardeningNeeded" => "sw-hardening-needed",
        "ConfigurationAndSWHardeningNeeded" => "configuration-and-sw-hardening-needed",
        "OutOfDateConfigurationNeeded" => "out-of-date-configuration-needed",
        _ => status.ToLowerInvariant(),
    };
}
