// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;

namespace Attestation.Appraisal;

/// <summary>What every step of one appraisal is given, and the list of Endorsements it used.</summary>
/// <param name="endorsements">What is at hand.</param>
/// <param name="policy">The Relying Party's wishes.</param>
/// <param name="roots">Accepted roots.</param>
/// <param name="cache">Keeps authentic objects between appraisals.</param>
/// <param name="now">The verification instant.</param>
/// <remarks>Not thread-safe: one appraisal, one thread.</remarks>
public sealed class AppraisalContext(Endorsements endorsements, AppraisalPolicy policy, RootSet roots, VerifiedCache cache, DateTimeOffset now)
{
    private readonly List<EndorsementUse> used = [];

    /// <summary>What is at hand.</summary>
    public Endorsements Endorsements => endorsements;

    /// <summary>The Relying Party's wishes.</summary>
    public AppraisalPolicy Policy => policy;

    /// <summary>Accepted roots.</summary>
    public RootSet Roots => roots;

    /// <summary>Keeps authentic objects between appraisals.</summary>
    public VerifiedCache Cache => cache;

    /// <summary>The verification instant.</summary>
    public DateTimeOffset Now => now;

    /// <summary>What was used so far, each once.</summary>
    public ImmutableArray<EndorsementUse> UsedEndorsements => [.. used];

    /// <summary>Records that a verdict rests on this Endorsement.</summary>
    public void Used(Endorsement endorsement, DateTimeOffset? nextUpdate = null)
    {
        EndorsementUse use = EndorsementUse.Of(endorsement, nextUpdate);
        if (!used.Contains(use))
        {
            used.Add(use);
        }
    }
}
