// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 9: what may be done to the guest, and what is in force on its host, against the policy.</summary>
internal static class GuestPolicyMatch
{
    private const string NotAsked = "the policy asks nothing";

    public static ImmutableArray<Check> Appraise(AttestationReport report, SevSnpPolicy policy)
    {
        GuestPolicy guest = report.Policy;
        ulong platform = report.PlatformInfo.Bits;
        SevSnpAllowances allow = policy.Allow;
        return
        [
            Check.Waivable(SevSnpRules.GpoDebug, !guest.Debug, allow.DebugUnsafe, "DEBUG is set: the host can read and change the guest", "debug off"),
            Check.Waivable(SevSnpRules.GpoMigrateMa, !guest.MigrateMa, allow.MigrateMaUnsafe, "MIGRATE_MA is set: a migration agent can move the guest"),
            Check.Require(SevSnpRules.GpoMustBeOne, guest.MustBeOne, because: "bit 17 is zero"),
            Reserved(guest, allow),
            Abi(guest, policy.MinimumGuestAbi),
            Required(SevSnpRules.GpoRequired, guest.Bits, policy.Require.GuestPolicy, GuestPolicy.Named),
            Forbidden(SevSnpRules.GpoForbidden, guest.Bits, policy.Forbid.GuestPolicy, GuestPolicy.Named),
            Required(SevSnpRules.PliRequired, platform, policy.Require.Platform, PlatformInfo.Named),
            Forbidden(SevSnpRules.PliForbidden, platform, policy.Forbid.Platform, PlatformInfo.Named),
        ];
    }

    private static Check Reserved(GuestPolicy guest, SevSnpAllowances allow) => (guest.Bits & GuestPolicy.Reserved) == 0
        ? Check.Pass(SevSnpRules.GpoReserved)
        : Check.Waivable(
            SevSnpRules.GpoReserved, holds: false, allow.ReservedBitsUnsafe, $"reserved bits are set: {Mask(guest.Bits & GuestPolicy.Reserved)}");

    private static Check Abi(GuestPolicy guest, FirmwareVersion? minimum)
    {
        if (minimum is not { } floor)
        {
            return Check.NotEvaluated(SevSnpRules.GpoAbi, NotAsked);
        }

        FirmwareVersion got = new(guest.AbiMajor, guest.AbiMinor, 0);
        return Check.Require(
            SevSnpRules.GpoAbi,
            got.CompareTo(floor) >= 0,
            $"ABI {got.Major}.{got.Minor}",
            $"at least {floor.Major}.{floor.Minor}",
            $"the guest would run under ABI {got.Major}.{got.Minor}");
    }

    private static Check Required(Rule rule, ulong bits, ulong wanted, ImmutableArray<NamedBit> named) =>
        wanted == 0
            ? Check.NotEvaluated(rule, NotAsked)
            : Check.Require(rule, (bits & wanted) == wanted, Mask(bits), $"all of {Names(wanted, named)}", $"{Names(wanted & ~bits, named)} is not set");

    private static Check Forbidden(Rule rule, ulong bits, ulong unwanted, ImmutableArray<NamedBit> named) =>
        unwanted == 0
            ? Check.NotEvaluated(rule, NotAsked)
            : Check.Require(rule, (bits & unwanted) == 0, Mask(bits), $"none of {Names(unwanted, named)}", $"{Names(bits & unwanted, named)} is set");

    private static string Names(ulong bits, ImmutableArray<NamedBit> named) =>
        NamedBits.Join(bits, bit => named.FirstOrDefault(each => each.Mask == bit).Name);

    private static string Mask(ulong bits) => $"0x{bits:x}";
}
