// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Policies;
using Attestation.SevSnp;

namespace Attestation.Laws.Tees;

/// <summary>Makes a case of the laws from SEV-SNP Evidence.</summary>
internal static class SnpCase
{
    private const int KeptSteps = 256;

    /// <summary>Every guest policy and privilege level passes: the laws are about the rest.</summary>
    public static SevSnpPolicy Lenient { get; } = new()
    {
        Vmpl = [0, 1, 2, 3],
        Allow = new() { DebugUnsafe = true, MigrateMaUnsafe = true, ProvisionalFirmwareUnsafe = true },
        AnyMeasurementUnsafe = true,
    };

    public static TeeLawCase Of(string name, Evidence evidence, Endorsements endorsements, AppraisalPolicy policy, DateTimeOffset now)
    {
        Validities validities = Validities.Of(endorsements.All.Select(each => each.Bytes));
        return new(name, () => new SevSnpTee(VerifiedCache.None), () => new SevSnpTee(new VerifiedCache(KeptSteps)), evidence, endorsements, policy, now)
        {
            LatestStart = validities.LatestStart,
            EarliestEnd = validities.EarliestEnd,
        };
    }
}
