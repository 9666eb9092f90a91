// SPDX-License-Identifier: Apache-2.0

using System.Collections.Frozen;
using System.Globalization;

namespace Attestation.EventLogs;

/// <summary>What kind of thing a record of a log says was measured; the log's word, covered by no digest.</summary>
/// <param name="Value">The number in the record.</param>
/// <remarks>TCG PC Client Platform Firmware Profile 1.06 rev 52, section 10.4.1, table 27.</remarks>
public readonly record struct EventType(uint Value)
{
    /// <summary>Never extended: spec id, startup locality, reference manifests.</summary>
    public static readonly EventType NoAction = new(0x00000003);

    /// <summary>End of the firmware's measurements into a register.</summary>
    public static readonly EventType Separator = new(0x00000004);

    /// <summary>A string naming an action.</summary>
    public static readonly EventType Action = new(0x00000005);

    /// <summary>A tagged event of an operating system or application.</summary>
    public static readonly EventType EventTag = new(0x00000006);

    /// <summary>Version of the core root of trust.</summary>
    public static readonly EventType SCrtmVersion = new(0x00000008);

    /// <summary>Whatever a boot loader measures.</summary>
    public static readonly EventType Ipl = new(0x0000000D);

    /// <summary>About the host, outside what the guest can see.</summary>
    public static readonly EventType NonHostInfo = new(0x00000011);

    /// <summary>A UEFI variable that configures a driver, among them the Secure Boot ones.</summary>
    public static readonly EventType EfiVariableDriverConfig = new(0x80000001);

    /// <summary>A UEFI boot variable; firmwares differ in what they hash.</summary>
    public static readonly EventType EfiVariableBoot = new(0x80000002);

    /// <summary>A program that firmware started.</summary>
    public static readonly EventType EfiBootServicesApplication = new(0x80000003);

    /// <summary>The partition table of the boot disk.</summary>
    public static readonly EventType EfiGptEvent = new(0x80000006);

    /// <summary>A string naming an action of UEFI firmware.</summary>
    public static readonly EventType EfiAction = new(0x80000007);

    /// <summary>A UEFI boot variable, hashed whole.</summary>
    public static readonly EventType EfiVariableBoot2 = new(0x8000000C);

    /// <summary>The Secure Boot entry that let an image start.</summary>
    public static readonly EventType EfiVariableAuthority = new(0x800000E0);

    private static readonly FrozenDictionary<uint, string> Names = new Dictionary<uint, string>
    {
        [0x00000000] = "EV_PREBOOT_CERT",
        [0x00000001] = "EV_POST_CODE",
        [0x00000003] = "EV_NO_ACTION",
        [0x00000004] = "EV_SEPARATOR",
        [0x00000005] = "EV_ACTION",
        [0x00000006] = "EV_EVENT_TAG",
        [0x00000007] = "EV_S_CRTM_CONTENTS",
        [0x00000008] = "EV_S_CRTM_VERSION",
        [0x00000009] = "EV_CPU_MICROCODE",
        [0x0000000A] = "EV_PLATFORM_CONFIG_FLAGS",
        [0x0000000B] = "EV_TABLE_OF_DEVICES",
        [0x0000000C] = "EV_COMPACT_HASH",
        [0x0000000D] = "EV_IPL",
        [0x0000000E] = "EV_IPL_PARTITION_DATA",
        [0x0000000F] = "EV_NONHOST_CODE",
        [0x00000010] = "EV_NONHOST_CONFIG",
        [0x00000011] = "EV_NONHOST_INFO",
        [0x00000012] = "EV_OMIT_BOOT_DEVICE_EVENTS",
        [0x00000013] = "EV_POST_CODE2",
        [0x80000001] = "EV_EFI_VARIABLE_DRIVER_CONFIG",
        [0x80000002] = "EV_EFI_VARIABLE_BOOT",
        [0x80000003] = "EV_EFI_BOOT_SERVICES_APPLICATION",
        [0x80000004] = "EV_EFI_BOOT_SERVICES_DRIVER",
        [0x80000005] = "EV_EFI_RUNTIME_SERVICES_DRIVER",
        [0x80000006] = "EV_EFI_GPT_EVENT",
        [0x80000007] = "EV_EFI_ACTION",
        [0x80000008] = "EV_EFI_PLATFORM_FIRMWARE_BLOB",
        [0x80000009] = "EV_EFI_HANDOFF_TABLES",
        [0x8000000A] = "EV_EFI_PLATFORM_FIRMWARE_BLOB2",
        [0x8000000B] = "EV_EFI_HANDOFF_TABLES2",
        [0x8000000C] = "EV_EFI_VARIABLE_BOOT2",
        [0x8000000D] = "EV_EFI_GPT_EVENT2",
        [0x80000010] = "EV_EFI_HCRTM_EVENT",
        [0x800000E0] = "EV_EFI_VARIABLE_AUTHORITY",
        [0x800000E1] = "EV_EFI_SPDM_FIRMWARE_BLOB",
        [0x800000E2] = "EV_EFI_SPDM_FIRMWARE_CONFIG",
        [0x800000E3] = "EV_EFI_SPDM_DEVICE_POLICY",
        [0x800000E4] = "EV_EFI_SPDM_DEVICE_AUTHORITY",
    }.ToFrozenDictionary();

    /// <summary>True where the profile names the type.</summary>
    public bool IsKnown => Names.ContainsKey(Value);

    /// <summary>The profile's name, for example "EV_SEPARATOR"; eight hex digits for a type it does not know.</summary>
    public string Name => Names.TryGetValue(Value, out string? name) ? name : Value.ToString("x8", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
