// SPDX-License-Identifier: Apache-2.0

using Attestation.Wire;

namespace Attestation.EventLogs;

/// <summary>
/// TCG_EfiSpecIdEvent up to the first algorithm. TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.4.5.1. 28 bytes,
/// little-endian; then for each algorithm its identifier (u16) and digest size (u16), then the vendor part's length (u8) and bytes.
/// </summary>
public static class SpecIdEventLayout
{
    /// <summary>"Spec ID Event03" and a zero byte.</summary>
    public static readonly Field Signature = new(nameof(Signature), 0, 16);

    /// <summary>0 client, 1 server.</summary>
    public static readonly Field PlatformClass = new(nameof(PlatformClass), 16, 4);

    /// <summary>Minor version of the profile's log: 0.</summary>
    public static readonly Field SpecVersionMinor = new(nameof(SpecVersionMinor), 20, 1);

    /// <summary>Major version of the profile's log: 2.</summary>
    public static readonly Field SpecVersionMajor = new(nameof(SpecVersionMajor), 21, 1);

    /// <summary>Errata of the profile that were followed; any value.</summary>
    public static readonly Field SpecErrata = new(nameof(SpecErrata), 22, 1);

    /// <summary>Size of UINTN in the events: 1 is 32 bits, 2 is 64 bits.</summary>
    public static readonly Field UintnSize = new(nameof(UintnSize), 23, 1);

    /// <summary>Number of algorithms that follow.</summary>
    public static readonly Field NumberOfAlgorithms = new(nameof(NumberOfAlgorithms), 24, 4);

    /// <summary>All fields in order.</summary>
    public static ReadOnlySpan<Field> All => new[]
    {
        Signature, PlatformClass, SpecVersionMinor, SpecVersionMajor, SpecErrata, UintnSize, NumberOfAlgorithms,
    };

    /// <summary>Length of the fixed part in bytes.</summary>
    public static int Size => NumberOfAlgorithms.End;
}
