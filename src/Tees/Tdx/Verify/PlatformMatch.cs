// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Endorse;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 13: the platform is not on the deny list.</summary>
internal static class PlatformMatch
{
    private const int PlatformIdBytes = 16;

    public static Check Appraise(SgxExtension pck, TdxPolicy policy)
    {
        if (policy.DenyPlatforms.Length == 0)
        {
            return Check.NotEvaluated(TdxRules.Platform, "the policy denies no platform");
        }

        string got = pck.PlatformInstanceId is { } piid ? $"PIID {Hex.Of(piid.Span)}" : $"PPID {Hex.Of(pck.Ppid.Span)}";
        foreach (ReadOnlyMemory<byte> denied in policy.DenyPlatforms)
        {
            // A quote that carries its chain has no encrypted PPID; what cannot be compared is not passed over.
            if (denied.Length != PlatformIdBytes)
            {
                return Check.Fail(TdxRules.Platform, "a denied encrypted PPID cannot be compared with a quote that carries its PCK chain: deny by PIID", got);
            }

            if (denied.Span.SequenceEqual(pck.Ppid.Span) || (pck.PlatformInstanceId is { } id && denied.Span.SequenceEqual(id.Span)))
            {
                return Check.Fail(TdxRules.Platform, "platform-denied", got);
            }
        }

        return Check.Pass(TdxRules.Platform, got);
    }
}
