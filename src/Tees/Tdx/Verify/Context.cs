// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;

namespace Attestation.Tdx.Verify;

/// <summary>What every step of one appraisal is given, and the list of Endorsements it used.</summary>
internal sealed class Context(Endorsements endorsements, AppraisalPolicy policy, RootSet roots, VerifiedCache cache, DateTimeOffset now)
{
    private readonly List<EndorsementUse> used = [];

    public Endorsements Endorsements => endorsements;

    public AppraisalPolicy Policy => policy;

    public TdxPolicy TdxPolicy { get; } = policy.Of(TdxTee.TeeName, TdxPolicy.Strict);

    public RootSet Roots => roots;

    public VerifiedCache Cache => cache;

    public DateTimeOffset Now => now;

    public ImmutableArray<EndorsementUse> UsedEndorsements => [.. used];

    public void Used(Endorsement endorsement, DateTimeOffset? nextUpdate = null)
    {
        EndorsementUse use = EndorsementUse.Of(endorsement, nextUpdate);
        if (!used.Contains(use))
        {
            used.Add(use);
        }
    }
}
