// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;

namespace Attestation.SevSnp;

/// <summary>Rules that a policy waives; each weakens trust.</summary>
public sealed record SevSnpAllowances
{
    /// <summary>DEBUG in the guest policy.</summary>
    public bool DebugUnsafe { get; init; }

    /// <summary>MIGRATE_MA in the guest policy.</summary>
    public bool MigrateMaUnsafe { get; init; }

    /// <summary>A VCEK's report without chip id.</summary>
    public bool MaskedChipIdUnsafe { get; init; }

    /// <summary>CURRENT ahead of COMMITTED.</summary>
    public bool ProvisionalFirmwareUnsafe { get; init; }

    /// <summary>Reserved bytes and guest policy bits that are not zero are reported only.</summary>
    public bool ReservedBitsUnsafe { get; init; }

    /// <summary>Those in force, with their path.</summary>
    public ImmutableArray<string> Unsafe =>
    [
        .. new (bool InForce, string Key)[]
        {
            (DebugUnsafe, "debugUnsafe"),
            (MigrateMaUnsafe, "migrateMaUnsafe"),
            (MaskedChipIdUnsafe, "maskedChipIdUnsafe"),
            (ProvisionalFirmwareUnsafe, "provisionalFirmwareUnsafe"),
            (ReservedBitsUnsafe, "reservedBitsUnsafe"),
        }.Where(each => each.InForce).Select(each => $"{SevSnpPolicy.Key}.allow.{each.Key}"),
    ];

    internal static SevSnpAllowances Read(ConfigSection section)
    {
        SevSnpAllowances allow = new()
        {
            DebugUnsafe = section.Boolean("debugUnsafe", absent: false),
            MigrateMaUnsafe = section.Boolean("migrateMaUnsafe", absent: false),
            MaskedChipIdUnsafe = section.Boolean("maskedChipIdUnsafe", absent: false),
            ProvisionalFirmwareUnsafe = section.Boolean("provisionalFirmwareUnsafe", absent: false),
            ReservedBitsUnsafe = section.Boolean("reservedBitsUnsafe", absent: false),
        };
        section.Done();
        return allow;
    }
}
