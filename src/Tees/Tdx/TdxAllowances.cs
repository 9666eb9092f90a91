// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;

namespace Attestation.Tdx;

/// <summary>Attribute rules that a policy waives; each weakens trust.</summary>
public sealed record TdxAllowances
{
    /// <summary>DEBUG.</summary>
    public bool DebugUnsafe { get; init; }

    /// <summary>SEPT_VE_DISABLE is clear.</summary>
    public bool NoSeptVeDisableUnsafe { get; init; }

    /// <summary>MIGRATABLE.</summary>
    public bool MigratableUnsafe { get; init; }

    /// <summary>PERFMON.</summary>
    public bool PerfmonUnsafe { get; init; }

    /// <summary>KL.</summary>
    public bool KeyLockerUnsafe { get; init; }

    /// <summary>TPA.</summary>
    public bool TpaUnsafe { get; init; }

    /// <summary>Those in force, with their path.</summary>
    public ImmutableArray<string> Unsafe =>
    [
        .. new (bool InForce, string Key)[]
        {
            (DebugUnsafe, "debugUnsafe"),
            (NoSeptVeDisableUnsafe, "noSeptVeDisableUnsafe"),
            (MigratableUnsafe, "migratableUnsafe"),
            (PerfmonUnsafe, "perfmonUnsafe"),
            (KeyLockerUnsafe, "keyLockerUnsafe"),
            (TpaUnsafe, "tpaUnsafe"),
        }.Where(each => each.InForce).Select(each => $"tdx.allow.{each.Key}"),
    ];

    internal static TdxAllowances Read(ConfigSection section)
    {
        TdxAllowances allow = new()
        {
            DebugUnsafe = section.Boolean("debugUnsafe", absent: false),
            NoSeptVeDisableUnsafe = section.Boolean("noSeptVeDisableUnsafe", absent: false),
            MigratableUnsafe = section.Boolean("migratableUnsafe", absent: false),
            PerfmonUnsafe = section.Boolean("perfmonUnsafe", absent: false),
            KeyLockerUnsafe = section.Boolean("keyLockerUnsafe", absent: false),
            TpaUnsafe = section.Boolean("tpaUnsafe", absent: false),
        };
        section.Done();
        return allow;
    }
}
