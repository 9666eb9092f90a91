// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>Faults of TCB info alone, validly signed.</summary>
public static class TcbInfoFault
{
    /// <summary>Components counted in another way.</summary>
    public static readonly Fault TcbType = Of("tcb-info-tcb-type", "tcbType is 1", info => info with { TcbType = 1 });

    /// <summary>15 SGX components.</summary>
    public static readonly Fault FifteenSgxComponents = Level(
        "tcb-info-15-sgx-components", "a level has 15 SGX components", level => level with { SgxComponents = level.SgxComponents[..15] });

    /// <summary>15 TDX components.</summary>
    public static readonly Fault FifteenTdxComponents = Level(
        "tcb-info-15-tdx-components", "a level has 15 TDX components", level => level with { TdxComponents = level.TdxComponents[..15] });

    /// <summary>17 TDX components.</summary>
    public static readonly Fault SeventeenTdxComponents = Level(
        "tcb-info-17-tdx-components", "a level has 17 TDX components", level => level with { TdxComponents = level.TdxComponents.Add(0) });

    /// <summary>Two levels of the same SVNs.</summary>
    public static readonly Fault DuplicateLevels = Of(
        "tcb-info-duplicate-levels",
        "two levels have the same SVNs",
        info => info with { Levels = info.Levels.Add(info.Levels[0] with { Status = "OutOfDate" }) });

    /// <summary>No level.</summary>
    public static readonly Fault NoLevels = Of("tcb-info-no-levels", "there is no TCB level", info => info with { Levels = [] });

    /// <summary>Another platform's.</summary>
    public static readonly Fault Fmspc = Of("tcb-info-fmspc", "TCB info is of another FMSPC", info => info with { Fmspc = "ff5200000000" });

    /// <summary>Another provisioning enclave's.</summary>
    public static readonly Fault PceId = Of("tcb-info-pceid", "TCB info is of another PCEID", info => info with { PceId = "0100" });

    /// <summary>No tdxModule.</summary>
    public static readonly Fault NoModule = Of("tcb-info-no-module", "TCB info has no tdxModule", info => info with { Module = null });

    /// <summary>No list of module identities, for a module that needs one.</summary>
    public static readonly Fault NoIdentities = Of(
        "tcb-info-no-identities", "TCB info has no tdxModuleIdentities", info => info with { ModuleIdentities = null });

    /// <summary>An empty list of module identities.</summary>
    public static readonly Fault EmptyIdentities = Of(
        "tcb-info-empty-identities", "TCB info has empty tdxModuleIdentities", info => info with { ModuleIdentities = [] });

    /// <summary>No identity of the TD's module.</summary>
    public static readonly Fault MissingIdentity = Of(
        "tcb-info-missing-identity",
        "tdxModuleIdentities lacks the module's",
        info => info with { ModuleIdentities = [.. info.ModuleIdentities!.Value.Where(each => each.Id != "TDX_01")] });

    /// <summary>All of them.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        TcbType, FifteenSgxComponents, FifteenTdxComponents, SeventeenTdxComponents, DuplicateLevels, NoLevels, Fmspc, PceId, NoModule,
        NoIdentities, EmptyIdentities, MissingIdentity,
    ];

    private static Fault Level(string name, string says, Func<TcbLevelOptions, TcbLevelOptions> change) =>
        Of(name, says, info => info with { Levels = info.Levels.SetItem(0, change(info.Levels[0])) });

    private static Fault Of(string name, string says, Func<TcbInfoOptions, TcbInfoOptions> change) =>
        new(name, says, machine => machine.WithTcbInfo(change));
}
