// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 10: what the TD may do, and what may be done to it, against the policy.</summary>
internal static class TdAppraisal
{
    public static ImmutableArray<Check> Appraise(TdBody body, TdxPolicy policy)
    {
        TdAttributes attributes = body.TdAttributes;
        TdxAllowances allow = policy.Allow;
        return
        [
            Check.Waivable(TdxRules.AttDebug, !attributes.Debug, allow.DebugUnsafe, "DEBUG is set: the host can read and change the TD", "debug off"),
            Clear(TdxRules.AttTud, attributes.Bits & TdAttributes.TudRest),
            Check.Waivable(TdxRules.AttSeptVeDisable, attributes.SeptVeDisable, allow.NoSeptVeDisableUnsafe, "SEPT_VE_DISABLE is clear: the host can inject #VE"),
            Check.Waivable(TdxRules.AttMigratable, !attributes.Migratable, allow.MigratableUnsafe, "MIGRATABLE is set"),
            Check.Waivable(TdxRules.AttPerfmon, !attributes.Perfmon, allow.PerfmonUnsafe, "PERFMON is set"),
            Check.Waivable(TdxRules.AttKeyLocker, !attributes.KeyLocker, allow.KeyLockerUnsafe, "KL is set"),
            Check.Waivable(TdxRules.AttTpa, !attributes.Tpa, allow.TpaUnsafe, "TPA is set"),
            Clear(TdxRules.AttReserved, attributes.Bits & (TdAttributes.SecReserved | TdAttributes.OtherReserved)),
            (body.Xfam.Bits & Xfam.FixedOne) == Xfam.FixedOne
                ? Check.Pass(TdxRules.XfmFixed)
                : Check.Fail(TdxRules.XfmFixed, "a fixed bit is clear", Mask(body.Xfam.Bits), $"all of {Mask(Xfam.FixedOne)}"),
            Clear(TdxRules.XfmAllowed, body.Xfam.Bits & ~Xfam.Allowed),
            policy.XfamMustBeClear is { } unwanted
                ? Clear(TdxRules.XfmPolicy, body.Xfam.Bits & unwanted)
                : Check.NotEvaluated(TdxRules.XfmPolicy, "the policy sets no such limit"),
            ServiceTd(body, policy),
        ];
    }

    private static Check Clear(Rule rule, ulong offending) =>
        offending == 0 ? Check.Pass(rule) : Check.Fail(rule, $"set: {Mask(offending)}", Mask(offending), Mask(0));

    private static Check ServiceTd(TdBody body, TdxPolicy policy)
    {
        if (body.MrServiceTd is not { } bound || !bound.Span.ContainsAnyExcept((byte)0))
        {
            return Check.Pass(TdxRules.ServiceTd, "no service TD");
        }

        return Check.Require(
            TdxRules.ServiceTd,
            policy.ServiceTd.Any(each => each.Span.SequenceEqual(bound.Span)),
            Hex.Of(bound.Span),
            policy.ServiceTd.Length == 0 ? "none bound" : $"none bound, or one of {policy.ServiceTd.Length} listed",
            "a service TD is bound that the policy does not list");
    }

    private static string Mask(ulong bits) => "0x" + bits.ToString("x", CultureInfo.InvariantCulture);
}
