// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.SevSnp.Endorse;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.SevSnp.Verify;

/// <summary>Step 7: who signed, for whom, on which chip, against the policy.</summary>
internal static class IdentityMatch
{
    private const string NotAsked = "the policy asks nothing";

    public static ImmutableArray<Check> Appraise(AttestationReport report, VekCertificate vek, SevSnpPolicy policy) =>
    [
        policy.Products.Contains(vek.Product)
            ? Check.Pass(SevSnpRules.Product, vek.Product.Name)
            : Check.Fail(
                SevSnpRules.Product,
                $"{vek.Product} is not a product that the policy names",
                vek.Product.Name,
                string.Join(" or ", policy.Products.Select(each => each.Name))),
        policy.SigningKeys.Contains(vek.Kind)
            ? Check.Pass(SevSnpRules.SigningKey, SevSnpWords.Of(vek.Kind))
            : Check.Fail(
                SevSnpRules.SigningKey,
                $"a {SevSnpWords.Of(vek.Kind)} signed, which the policy does not name",
                SevSnpWords.Of(vek.Kind),
                string.Join(" or ", policy.SigningKeys.Select(SevSnpWords.Of))),
        CspId(vek, policy),
        policy.Vmpl.Contains(report.Vmpl)
            ? Check.Pass(SevSnpRules.Vmpl, $"VMPL {report.Vmpl}")
            : Check.Fail(SevSnpRules.Vmpl, $"VMPL is {report.Vmpl}", $"VMPL {report.Vmpl}", $"VMPL {string.Join(" or ", policy.Vmpl)}"),
        GuestSvn(report, policy),
        Demanded(SevSnpRules.IdBlock, policy.RequireIdBlock, IsSet(report.IdKeyDigest), "the guest was launched without an ID block"),
        Demanded(
            SevSnpRules.AuthorKey,
            policy.RequireAuthorKey,
            report.KeyInfo.AuthorKeyEn && IsSet(report.AuthorKeyDigest),
            "no author key signed the ID key"),
        Chip(report, policy),
    ];

    private static Check CspId(VekCertificate vek, SevSnpPolicy policy) => vek.CspId is not { } provider
        ? Check.NotEvaluated(SevSnpRules.CspId, "a VCEK has no provider")
        : policy.CspIds.Length == 0 ? Check.NotEvaluated(SevSnpRules.CspId, NotAsked)
        : Check.Require(
            SevSnpRules.CspId, policy.CspIds.Contains(provider), provider, string.Join(" or ", policy.CspIds), $"{provider} is not a provider that the policy names");

    private static Check GuestSvn(AttestationReport report, SevSnpPolicy policy) =>
        policy.MinimumGuestSvn == 0
            ? Check.NotEvaluated(SevSnpRules.GuestSvn, NotAsked)
            : Check.Require(
                SevSnpRules.GuestSvn,
                report.GuestSvn >= policy.MinimumGuestSvn,
                $"{report.GuestSvn}",
                $"at least {policy.MinimumGuestSvn}",
                $"GUEST_SVN is {report.GuestSvn}");

    private static Check Demanded(Rule rule, bool asked, bool holds, string because) =>
        asked ? Check.Require(rule, holds, because: because) : Check.NotEvaluated(rule, NotAsked);

    private static Check Chip(AttestationReport report, SevSnpPolicy policy)
    {
        if (policy.DenyChipIds.Length == 0)
        {
            return Check.NotEvaluated(SevSnpRules.Platform, "the policy denies no chip");
        }

        // What cannot be compared is not passed over: providers that use VLEKs mask the chip id.
        if (!IsSet(report.ChipId))
        {
            return Check.Fail(SevSnpRules.Platform, "the chip id is masked and cannot be compared with the denied ones");
        }

        string got = Hex.Of(report.ChipId);
        foreach (ReadOnlyMemory<byte> denied in policy.DenyChipIds)
        {
            if (denied.Span.SequenceEqual(report.ChipId))
            {
                return Check.Fail(SevSnpRules.Platform, "platform-denied", got);
            }
        }

        return Check.Pass(SevSnpRules.Platform, got);
    }

    private static bool IsSet(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyExcept((byte)0);
}
