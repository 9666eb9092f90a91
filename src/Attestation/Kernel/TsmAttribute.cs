// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Kernel;

/// <summary>An attribute of an entry of configfs-tsm. Linux, Documentation/ABI/testing/configfs-tsm.</summary>
/// <param name="Name">Its file name.</param>
public sealed record TsmAttribute(string Name)
{
    /// <summary>Write-only blob: what the report covers, 64 bytes.</summary>
    public static TsmAttribute InBlob { get; } = new("inblob");

    /// <summary>Read-only blob: the report or quote.</summary>
    public static TsmAttribute OutBlob { get; } = new("outblob");

    /// <summary>Read-only blob: what the host adds, a certificate table. Not every provider has it.</summary>
    public static TsmAttribute AuxBlob { get; } = new("auxblob");

    /// <summary>Read-only blob: a service's manifest. Only under a service module.</summary>
    public static TsmAttribute ManifestBlob { get; } = new("manifestblob");

    /// <summary>Read-only number: rises by one with each write to any other attribute.</summary>
    public static TsmAttribute Generation { get; } = new("generation");

    /// <summary>Read-only text: the driver, for example <c>tdx_guest</c>.</summary>
    public static TsmAttribute Provider { get; } = new("provider");

    /// <summary>Write-only number: the privilege level that the report is for, floor to 3.</summary>
    public static TsmAttribute PrivilegeLevel { get; } = new("privlevel");

    /// <summary>Read-only number: the lowest privilege level that may be asked for.</summary>
    public static TsmAttribute PrivilegeLevelFloor { get; } = new("privlevel_floor");

    /// <summary>Write-only text: who provides the service, for example <c>svsm</c>.</summary>
    public static TsmAttribute ServiceProvider { get; } = new("service_provider");

    /// <summary>Write-only text: which service.</summary>
    public static TsmAttribute ServiceGuid { get; } = new("service_guid");

    /// <summary>Write-only number: version of the service's manifest.</summary>
    public static TsmAttribute ServiceManifestVersion { get; } = new("service_manifest_version");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
