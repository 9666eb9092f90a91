// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Configuration;
using Attestation.Json;
using Attestation.Policies;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp;

/// <summary>Section <c>sevSnp</c> of a policy (CONTRACTS, section 8). Defaults are the strict ones.</summary>
public sealed record SevSnpPolicy : ITeePolicy
{
    /// <summary>The section's key.</summary>
    public const string Key = "sevSnp";

    /// <summary>What applies where a policy has no such section: no reference value, so nothing passes.</summary>
    public static SevSnpPolicy Strict { get; } = new();

    /// <summary>Products that pass.</summary>
    public ImmutableArray<SnpProduct> Products { get; init; } = SnpProduct.All;

    /// <summary>Kinds of signing keys that pass.</summary>
    public ImmutableArray<VekKind> SigningKeys { get; init; } = [VekKind.Vcek, VekKind.Vlek];

    /// <summary>Providers whose VLEK passes; empty accepts any.</summary>
    public ImmutableArray<string> CspIds { get; init; } = [];

    /// <summary>Privilege levels that pass.</summary>
    public ImmutableArray<uint> Vmpl { get; init; } = [0];

    /// <summary>Denied chips, as in CHIP_ID: 64 bytes, or the 8 that Turin uses.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> DenyChipIds { get; init; } = [];

    /// <summary>TCB floors; where there are some and none fits, the rule fails.</summary>
    public ImmutableArray<TcbFloor> MinimumTcb { get; init; } = [];

    /// <summary>The TCBs of a report that the floors apply to.</summary>
    public ImmutableArray<ReportedTcb> MinimumTcbOf { get; init; } = [ReportedTcb.Reported];

    /// <summary>Firmware floors by product.</summary>
    public ImmutableDictionary<SnpProduct, FirmwareVersion> MinimumFirmware { get; init; } = ImmutableDictionary<SnpProduct, FirmwareVersion>.Empty;

    /// <summary>Floor of the guest policy's ABI, major and minor; null asks nothing.</summary>
    public FirmwareVersion? MinimumGuestAbi { get; init; }

    /// <summary>Floor of GUEST_SVN.</summary>
    public uint MinimumGuestSvn { get; init; }

    /// <summary>Bits that must be set.</summary>
    public BitWishes Require { get; init; } = BitWishes.None;

    /// <summary>Bits that must be clear.</summary>
    public BitWishes Forbid { get; init; } = BitWishes.None;

    /// <summary>An ID block is demanded.</summary>
    public bool RequireIdBlock { get; init; }

    /// <summary>An author key is demanded.</summary>
    public bool RequireAuthorKey { get; init; }

    /// <summary>Mitigations that must have been in force at launch; null asks nothing.</summary>
    public ulong? LaunchMitigations { get; init; }

    /// <summary>Mitigations that must be in force; null asks nothing.</summary>
    public ulong? CurrentMitigations { get; init; }

    /// <summary>Rules that are waived.</summary>
    public SevSnpAllowances Allow { get; init; } = new();

    /// <summary>Alternatives; none at all fails unless <see cref="AnyMeasurementUnsafe"/>.</summary>
    public ImmutableArray<ReferenceValues> ReferenceValues { get; init; } = [];

    /// <summary>Any measurement passes.</summary>
    public bool AnyMeasurementUnsafe { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<string> Unsafe =>
        [.. Allow.Unsafe, .. AnyMeasurementUnsafe ? [$"{Key}.anyMeasurementUnsafe"] : Array.Empty<string>()];

    /// <inheritdoc/>
    public ITeePolicy WithAnyMeasurementUnsafe() => this with { AnyMeasurementUnsafe = true };

    /// <summary>Reads the section.</summary>
    public static SevSnpPolicy Read(ConfigSection section)
    {
        ConfigSection require = section.Section("require");
        ConfigSection forbid = section.Section("forbid");
        ConfigSection mitigations = section.Section("mitigations");
        SevSnpPolicy policy = new()
        {
            Products = SevSnpWords.Products(section, "products"),
            SigningKeys = SevSnpWords.SigningKeys(section, "signingKeys"),
            CspIds = section.Texts("cspIds"),
            Vmpl = SevSnpWords.Vmpl(section, "vmpl", Strict.Vmpl),
            DenyChipIds = [.. section.Each("denyChipIds", (value, path) => ChipId(section, value, path)).OfType<ReadOnlyMemory<byte>>()],
            MinimumTcb = [.. section.Sections("minimumTcb").Select(TcbFloor.Read)],
            MinimumTcbOf = SevSnpWords.Tcbs(section, "minimumTcbOf", Strict.MinimumTcbOf),
            MinimumFirmware = SevSnpWords.Firmware(section.Section("minimumFirmware")),
            MinimumGuestAbi = SevSnpWords.Abi(section, "minimumGuestAbi"),
            MinimumGuestSvn = (uint?)section.Integer("minimumGuestSvn", 0, uint.MaxValue) ?? 0,
            Require = BitWishes.Read(require),
            Forbid = BitWishes.Read(forbid),
            RequireIdBlock = require.Boolean("idBlock", absent: false),
            RequireAuthorKey = require.Boolean("authorKey", absent: false),
            LaunchMitigations = mitigations.Mask("launch"),
            CurrentMitigations = mitigations.Mask("current"),
            Allow = SevSnpAllowances.Read(section.Section("allow")),
            ReferenceValues =
            [
                .. section.Sections("referenceValues").Select(each =>
                    Policies.ReferenceValues.Read(each, SevSnpMeasurements.All.Select(one => (one.Register, one.Field.Length)))),
            ],
            AnyMeasurementUnsafe = section.Boolean("anyMeasurementUnsafe", absent: false),
        };
        require.Done();
        forbid.Done();
        mitigations.Done();
        section.Done();
        return policy;
    }

    private static ReadOnlyMemory<byte>? ChipId(ConfigSection section, JsonItem value, string path)
    {
        int whole = AttestationReportLayout.ChipId.Length;
        if (Hex.TryRead(value.Text, whole, out byte[]? chipId))
        {
            return chipId;
        }

        if (Hex.TryRead(value.Text, SnpProduct.Turin.ChipIdBytes, out byte[]? used))
        {
            return (byte[])[.. used, .. new byte[whole - used.Length]];
        }

        section.Report("denyChipIds", $"{path} is \"{value.Text}\", want a chip id of {2 * whole} hex digits, or {2 * SnpProduct.Turin.ChipIdBytes} for Turin");
        return null;
    }
}
