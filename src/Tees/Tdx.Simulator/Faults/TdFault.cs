// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Tdx.Wire;
using Fault = Attestation.Machine.Simulator.Fault<Attestation.Tdx.Simulator.SimulatedTdxOptions>;

namespace Attestation.Tdx.Simulator.Faults;

/// <summary>TDs that a strict policy refuses: genuine, and weak.</summary>
public static class TdFault
{
    private const ulong SeptVeDisable = 1UL << 28;

    /// <summary>DEBUG.</summary>
    public static readonly Fault Debug = Attribute(0);

    /// <summary>MIGRATABLE.</summary>
    public static readonly Fault Migratable = Attribute(29);

    /// <summary>KL, key locker.</summary>
    public static readonly Fault KeyLocker = Attribute(31);

    /// <summary>TPA.</summary>
    public static readonly Fault Tpa = Attribute(62);

    /// <summary>PERFMON.</summary>
    public static readonly Fault Perfmon = Attribute(63);

    /// <summary>SEPT_VE_DISABLE is clear.</summary>
    public static readonly Fault WithoutSeptVeDisable = Of(
        "td-without-sept-ve-disable", "SEPT_VE_DISABLE is clear", td => td with { Attributes = td.Attributes & ~SeptVeDisable });

    /// <summary>A service TD is bound.</summary>
    public static readonly Fault ServiceTd = new(
        "td-service-td",
        "a service TD is bound",
        machine => machine with
        {
            Quote = machine.Quote with { Version = 5, BodyType = TdBodyType.Td15 },
            Td = machine.Td with { MrServiceTd = SomeMeasurement },
        });

    /// <summary>All of them: of reserved bits, the first and last of each group and some between.</summary>
    public static ImmutableArray<Fault> All { get; } =
    [
        Debug, .. Enumerable.Range(1, 8).Select(Attribute), Attribute(16), Attribute(26), Migratable, KeyLocker, Attribute(32),
        Attribute(39), Attribute(61), Tpa, Perfmon, WithoutSeptVeDisable, XfamWithout(0), XfamWithout(1), XfamWith(3), XfamWith(10),
        XfamWith(63), ServiceTd,
    ];

    internal static ReadOnlyMemory<byte> SomeMeasurement => SimulatedTd.MeasurementOf("something else");

    /// <summary>A bit of TDATTRIBUTES is set.</summary>
    /// <param name="bit">0 to 63.</param>
    public static Fault Attribute(int bit) => Of(
        $"td-attribute-{bit}", $"bit {bit} of TDATTRIBUTES is set", td => td with { Attributes = td.Attributes | 1UL << bit });

    /// <summary>A bit of XFAM is set.</summary>
    /// <param name="bit">0 to 63.</param>
    public static Fault XfamWith(int bit) => Of(
        $"td-xfam-with-{bit}", $"bit {bit} of XFAM is set", td => td with { Xfam = td.Xfam | 1UL << bit });

    /// <summary>A bit of XFAM is clear.</summary>
    /// <param name="bit">0 to 63.</param>
    public static Fault XfamWithout(int bit) => Of(
        $"td-xfam-without-{bit}", $"bit {bit} of XFAM is clear", td => td with { Xfam = td.Xfam & ~(1UL << bit) });

    private static Fault Of(string name, string says, Func<TdOptions, TdOptions> change) =>
        new(name, says, machine => machine with { Td = change(machine.Td) });
}
