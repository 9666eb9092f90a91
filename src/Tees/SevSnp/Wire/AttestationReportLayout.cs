// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Wire;

namespace Attestation.SevSnp.Wire;

/// <summary>ATTESTATION_REPORT. AMD SEV-SNP Firmware ABI, doc 56860, chapter 7. 1184 bytes, little-endian.</summary>
/// <remarks>One layout for all versions: fields that a version does not have yet are reserved in it.</remarks>
internal static class AttestationReportLayout
{
    public static readonly Field Version = new(nameof(Version), 0x000, 4);
    public static readonly Field GuestSvn = new(nameof(GuestSvn), 0x004, 4);
    public static readonly Field Policy = new(nameof(Policy), 0x008, 8);
    public static readonly Field FamilyId = new(nameof(FamilyId), 0x010, 16);
    public static readonly Field ImageId = new(nameof(ImageId), 0x020, 16);
    public static readonly Field Vmpl = new(nameof(Vmpl), 0x030, 4);
    public static readonly Field SignatureAlgo = new(nameof(SignatureAlgo), 0x034, 4);
    public static readonly Field CurrentTcb = new(nameof(CurrentTcb), 0x038, 8);
    public static readonly Field PlatformInfo = new(nameof(PlatformInfo), 0x040, 8);
    public static readonly Field KeyInfo = new(nameof(KeyInfo), 0x048, 4);
    public static readonly Field Reserved = new(nameof(Reserved), 0x04C, 4) { MustBeZero = true };
    public static readonly Field ReportData = new(nameof(ReportData), 0x050, 64);
    public static readonly Field Measurement = new(nameof(Measurement), 0x090, 48);
    public static readonly Field HostData = new(nameof(HostData), 0x0C0, 32);
    public static readonly Field IdKeyDigest = new(nameof(IdKeyDigest), 0x0E0, 48);
    public static readonly Field AuthorKeyDigest = new(nameof(AuthorKeyDigest), 0x110, 48);
    public static readonly Field ReportId = new(nameof(ReportId), 0x140, 32);
    public static readonly Field ReportIdMa = new(nameof(ReportIdMa), 0x160, 32);
    public static readonly Field ReportedTcb = new(nameof(ReportedTcb), 0x180, 8);
    public static readonly Field CpuidFamId = new(nameof(CpuidFamId), 0x188, 1);
    public static readonly Field CpuidModId = new(nameof(CpuidModId), 0x189, 1);
    public static readonly Field CpuidStep = new(nameof(CpuidStep), 0x18A, 1);
    public static readonly Field Reserved2 = new(nameof(Reserved2), 0x18B, 21) { MustBeZero = true };
    public static readonly Field ChipId = new(nameof(ChipId), 0x1A0, 64);
    public static readonly Field CommittedTcb = new(nameof(CommittedTcb), 0x1E0, 8);
    public static readonly Field CurrentBuild = new(nameof(CurrentBuild), 0x1E8, 1);
    public static readonly Field CurrentMinor = new(nameof(CurrentMinor), 0x1E9, 1);
    public static readonly Field CurrentMajor = new(nameof(CurrentMajor), 0x1EA, 1);
    public static readonly Field Reserved3 = new(nameof(Reserved3), 0x1EB, 1) { MustBeZero = true };
    public static readonly Field CommittedBuild = new(nameof(CommittedBuild), 0x1EC, 1);
    public static readonly Field CommittedMinor = new(nameof(CommittedMinor), 0x1ED, 1);
    public static readonly Field CommittedMajor = new(nameof(CommittedMajor), 0x1EE, 1);
    public static readonly Field Reserved4 = new(nameof(Reserved4), 0x1EF, 1) { MustBeZero = true };
    public static readonly Field LaunchTcb = new(nameof(LaunchTcb), 0x1F0, 8);
    public static readonly Field LaunchMitVector = new(nameof(LaunchMitVector), 0x1F8, 8);
    public static readonly Field CurrentMitVector = new(nameof(CurrentMitVector), 0x200, 8);
    public static readonly Field Reserved5 = new(nameof(Reserved5), 0x208, 152) { MustBeZero = true };
    public static readonly Field Signature = new(nameof(Signature), 0x2A0, 512);

    /// <summary>Version 5.</summary>
    public static readonly ImmutableArray<Field> Version5 =
    [
        Version, GuestSvn, Policy, FamilyId, ImageId, Vmpl, SignatureAlgo, CurrentTcb, PlatformInfo, KeyInfo, Reserved, ReportData,
        Measurement, HostData, IdKeyDigest, AuthorKeyDigest, ReportId, ReportIdMa, ReportedTcb, CpuidFamId, CpuidModId, CpuidStep,
        Reserved2, ChipId, CommittedTcb, CurrentBuild, CurrentMinor, CurrentMajor, Reserved3, CommittedBuild, CommittedMinor,
        CommittedMajor, Reserved4, LaunchTcb, LaunchMitVector, CurrentMitVector, Reserved5, Signature,
    ];

    /// <summary>Versions 3 and 4.</summary>
    public static readonly ImmutableArray<Field> Version3 = Without(Version5, LaunchMitVector, CurrentMitVector);

    /// <summary>Version 2.</summary>
    public static readonly ImmutableArray<Field> Version2 = Without(Version3, CpuidFamId, CpuidModId, CpuidStep);

    public static readonly int Size = Signature.End;

    /// <summary>The fields as a known version has them.</summary>
    public static ImmutableArray<Field> Of(uint version) => version switch
    {
        2 => Version2,
        3 or 4 => Version3,
        _ => Version5,
    };

    private static ImmutableArray<Field> Without(ImmutableArray<Field> later, params ReadOnlySpan<Field> unknown)
    {
        ImmutableArray<Field>.Builder earlier = later.ToBuilder();
        foreach (Field field in unknown)
        {
            earlier[later.IndexOf(field)] = field with { MustBeZero = true };
        }

        return earlier.ToImmutable();
    }
}
