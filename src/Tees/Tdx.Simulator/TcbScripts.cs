// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Tdx.Simulator;

/// <summary>Common changes of a machine's options, each honest in itself.</summary>
public static class TcbScripts
{
    private static ReadOnlyMemory<byte> Version0 => TdxModuleOptions.Svn(6, 0, 3);

    /// <summary>Processor CA instead of Platform CA.</summary>
    public static SimulatedTdxOptions WithProcessorCa(this SimulatedTdxOptions machine) => machine with
    {
        Pki = machine.Pki.WithProcessorCa(),
        Platform = machine.Platform with { HasPlatformItems = false, SgxType = 0 },
    };

    /// <summary>TCB info changed.</summary>
    public static SimulatedTdxOptions WithTcbInfo(this SimulatedTdxOptions machine, Func<TcbInfoOptions, TcbInfoOptions> change) =>
        machine with { Pcs = machine.Pcs with { TcbInfo = change(machine.Pcs.TcbInfo) } };

    /// <summary>QE identity changed.</summary>
    public static SimulatedTdxOptions WithQeIdentity(this SimulatedTdxOptions machine, Func<QeIdentityOptions, QeIdentityOptions> change) =>
        machine with { Pcs = machine.Pcs with { QeIdentity = change(machine.Pcs.QeIdentity) } };

    /// <summary>The level that the platform is of has another status.</summary>
    public static SimulatedTdxOptions WithPlatformStatus(
        this SimulatedTdxOptions machine, string status, params ImmutableArray<string> advisories) =>
        machine.WithTcbInfo(info => info with
        {
            Levels = info.Levels.SetItem(0, info.Levels[0] with { Status = status, Advisories = advisories }),
        });

    /// <summary>The level that the current TDX module is of has another status; null is a module of version 0, which has none.</summary>
    public static SimulatedTdxOptions WithModuleStatus(this SimulatedTdxOptions machine, string? status) => status is null
        ? machine with { Module = machine.Module with { TeeTcbSvn = Version0, TeeTcbSvn2 = Version0 } }
        : machine.WithModuleLevels(levels => levels.SetItem(0, levels[0] with { Status = status }));

    /// <summary>The level that the quoting enclave is of has another status.</summary>
    public static SimulatedTdxOptions WithQeStatus(this SimulatedTdxOptions machine, string status) =>
        machine.WithQeIdentity(
            identity => identity with { Levels = identity.Levels.SetItem(0, identity.Levels[0] with { Status = status }) });

    /// <summary>Version 5 with a TD report of 1.5: launched with a TDX module that is now out of date, the current one is not.</summary>
    public static SimulatedTdxOptions WithOldModuleAtLaunch(this SimulatedTdxOptions machine) =>
        (machine with { Module = machine.Module with { TeeTcbSvn = TdxModuleOptions.Svn(4, 1, 3) } }).WithReportOf15();

    /// <summary>Version 5 with a TD report of 1.5, which tells the current TDX module too.</summary>
    public static SimulatedTdxOptions WithReportOf15(this SimulatedTdxOptions machine) =>
        machine with { Quote = machine.Quote with { Version = 5, BodyType = Wire.TdBodyType.Td15 } };

    /// <summary>Levels of the TDX module's identity changed.</summary>
    public static SimulatedTdxOptions WithModuleLevels(
        this SimulatedTdxOptions machine, Func<ImmutableArray<IsvLevelOptions>, ImmutableArray<IsvLevelOptions>> change) =>
        machine.WithModuleIdentity(identity => identity with { Levels = change(identity.Levels) });

    /// <summary>The TDX module's identity in TCB info changed.</summary>
    public static SimulatedTdxOptions WithModuleIdentity(
        this SimulatedTdxOptions machine, Func<TdxModuleIdentityOptions, TdxModuleIdentityOptions> change) =>
        machine.WithTcbInfo(info => info with
        {
            ModuleIdentities = [.. (info.ModuleIdentities ?? []).Select(each => each.Id == "TDX_01" ? change(each) : each)],
        });
}
