// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Globalization;
using Attestation.Tdx.Endorse;
using Attestation.Wire;

namespace Attestation.Tdx.Verify;

/// <summary>Step 9: the TCB against the policy.</summary>
internal static class TcbAppraisal
{
    private const string NotAsked = "the policy sets no such limit";

    public static ImmutableArray<Check> Appraise(
        TcbEvaluation tcb, ReadOnlySpan<byte> teeTcbSvn, TcbInfo info, QeIdentity identity, TdxPolicy policy, DateTimeOffset now) =>
    [
        Supported(tcb),
        NotRevoked(tcb),
        Accepted(tcb, policy, now),
        EvaluationNumber(Math.Min(info.EvaluationDataNumber, identity.EvaluationDataNumber), policy.MinimumEvaluationDataNumber),
        Date(tcb.Date, policy.MinimumDate),
        MinimumSvn(teeTcbSvn, policy.MinimumTeeTcbSvn),
    ];

    // Intel's library leaves the status at that of the launch where only the current TCB is revoked; the check says so aloud.
    private static Check NotRevoked(TcbEvaluation tcb) =>
        tcb.Launch.HasRevokedPart ? Check.Fail(TdxRules.TcbNotRevoked, $"the TCB is revoked: {Levels(tcb.Launch)}", $"{tcb.Final}")
        : tcb.Current is { HasRevokedPart: true } current ? Check.Pass(TdxRules.TcbNotRevoked, $"at launch; the current TCB is revoked: {Levels(current)}")
        : Check.Pass(TdxRules.TcbNotRevoked);

    private static Check Supported(TcbEvaluation tcb)
    {
        if (tcb.Final != TcbStatus.NotSupported)
        {
            return Check.Pass(TdxRules.TcbSupported);
        }

        TcbMatch unsupported = tcb.Launch.Status == TcbStatus.NotSupported ? tcb.Launch : tcb.Current ?? tcb.Launch;
        string whose = ReferenceEquals(unsupported, tcb.Launch) ? "the TCB at launch" : "the current TCB";
        return Check.Fail(TdxRules.TcbSupported, $"no level covers {whose}: {Levels(unsupported)}", $"{tcb.Final}");
    }

    private static Check Accepted(TcbEvaluation tcb, TdxPolicy policy, DateTimeOffset now)
    {
        if (TcbEvaluation.IsTerminal(tcb.Final))
        {
            return Check.NotEvaluated(TdxRules.TcbAccepted, $"{tcb.Final} is terminal");
        }

        ImmutableArray<string> want = [.. policy.Accept.Select(each => each.ToString())];
        if (policy.Accept.Contains(tcb.Final))
        {
            return Check.Pass(TdxRules.TcbAccepted, $"{tcb.Final}") with { Want = want };
        }

        string status = $"{tcb.Final}{(tcb.Advisories.Length == 0 ? "" : $" ({string.Join(", ", tcb.Advisories)})")}";
        (string? refused, TcbTolerance? tolerance) = Tolerate(tcb, policy, now);
        return tolerance is null
            ? Check.Fail(TdxRules.TcbAccepted, refused ?? $"{status} is neither accepted nor tolerated; {Levels(tcb.Launch)}", status) with { Want = want }
            : Check.Warn(TdxRules.TcbAccepted, $"{status} is tolerated by policy", status) with { Want = want, ToleratedUntil = tolerance.Until };
    }

    // The first tolerance that holds; else why the last one of this status does not.
    private static (string? Refused, TcbTolerance? Tolerance) Tolerate(TcbEvaluation tcb, TdxPolicy policy, DateTimeOffset now)
    {
        string? refused = null;
        foreach (TcbTolerance tolerance in policy.Tolerate.Where(each => each.Status == tcb.Final))
        {
            string[] unlisted = [.. tcb.Advisories.Except(tolerance.Advisories, StringComparer.Ordinal)];
            refused = unlisted.Length > 0 ? $"{tcb.Final} is tolerated, but not with {string.Join(", ", unlisted)}"
                : now > tolerance.Until ? $"{tcb.Final} was tolerated until {UtcTime.Of(tolerance.Until)}"
                : null;
            if (refused is null)
            {
                return (null, tolerance);
            }
        }

        return (refused, null);
    }

    private static Check EvaluationNumber(int got, int? minimum) =>
        minimum is null
            ? Check.NotEvaluated(TdxRules.TcbEvaluationNumber, NotAsked)
            : Check.Require(
                TdxRules.TcbEvaluationNumber,
                got >= minimum,
                got.ToString(CultureInfo.InvariantCulture),
                $"at least {minimum}",
                "the collateral is genuine but older than the policy allows");

    private static Check Date(DateTimeOffset? got, DateTimeOffset? minimum) =>
        minimum is null
            ? Check.NotEvaluated(TdxRules.TcbDate, NotAsked)
            : Check.Require(
                TdxRules.TcbDate,
                got >= minimum,
                got is { } date ? UtcTime.Of(date) : "no date",
                $"not before {UtcTime.Of(minimum.Value)}",
                "the matched TCB is older than the policy allows");

    private static Check MinimumSvn(ReadOnlySpan<byte> got, ReadOnlyMemory<byte>? minimum)
    {
        if (minimum is not { } floor)
        {
            return Check.NotEvaluated(TdxRules.TcbMinimumSvn, NotAsked);
        }

        bool holds = got.Length == floor.Length;
        for (int i = 0; holds && i < got.Length; i++)
        {
            holds = got[i] >= floor.Span[i];
        }

        return Check.Require(TdxRules.TcbMinimumSvn, holds, Hex.Of(got), Hex.Of(floor.Span), "a component of TEE_TCB_SVN lies below");
    }

    private static string Levels(TcbMatch match) =>
        $"platform {Level(match.Platform?.Status, match.Platform?.Date)}, module {Level(match.Module?.Status, match.Module?.Date)}, "
        + $"quoting enclave {Level(match.QuotingEnclave?.Status, match.QuotingEnclave?.Date)}";

    private static string Level(TcbStatus? status, DateTimeOffset? date) =>
        status is null ? "no level" : $"{status} ({date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})";
}
