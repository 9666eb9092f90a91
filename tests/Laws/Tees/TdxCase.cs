// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.Tdx;
using Attestation.Tdx.Endorse;

namespace Attestation.Laws.Tees;

/// <summary>Makes a case of the laws from TDX Evidence.</summary>
internal static class TdxCase
{
    private const int KeptSteps = 256;

    /// <summary>Every TCB status that is an answer passes, and every attribute: the laws are about the rest.</summary>
    public static TdxPolicy Lenient { get; } = new()
    {
        Accept = [.. Enum.GetValues<TcbStatus>().Except([TcbStatus.NotEvaluated, TcbStatus.Revoked, TcbStatus.NotSupported])],
        Allow = new()
        {
            DebugUnsafe = true,
            NoSeptVeDisableUnsafe = true,
            MigratableUnsafe = true,
            PerfmonUnsafe = true,
            KeyLockerUnsafe = true,
            TpaUnsafe = true,
        },
        AnyMeasurementUnsafe = true,
    };

    public static TeeLawCase Of(string name, Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        Validities validities = Validities.Of([evidence.Parts[0].Bytes, .. endorsements.All.Select(each => each.Bytes)]);
        return new(name, () => new TdxTee(VerifiedCache.None), () => new TdxTee(new VerifiedCache(KeptSteps)), evidence, endorsements, policy, now)
        {
            LatestStart = validities.LatestStart,
            EarliestEnd = validities.EarliestEnd,
        };
    }
}
