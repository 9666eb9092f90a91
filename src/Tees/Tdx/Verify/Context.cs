// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Policies;

namespace Attestation.Tdx.Verify;

/// <summary>What every step of one appraisal is given, and the list of Endorsements it used.</summary>
internal sealed class Context(Endorsements endorsements, AppraisalPolicy policy, RootSet roots, VerifiedCache cache, DateTimeOffset now)
{
    private readonly List<EndorsementUse> used = [];
    private Endorsement? lastChain;
    private (IssuerChain? Chain, string? Wrong) lastIssuer;

    public Endorsements Endorsements => endorsements;

    public AppraisalPolicy Policy => policy;

    public TdxPolicy TdxPolicy { get; } = policy.Of(TdxTee.TeeName, TdxPolicy.Strict);

    public RootSet Roots => roots;

    public VerifiedCache Cache => cache;

    public DateTimeOffset Now => now;

    /// <summary>The issuer chain in an Endorsement; TCB info and QE identity usually share one, which is verified once.</summary>
    public (IssuerChain? Chain, string? Wrong) Issuer(Endorsement endorsement, PckChain pck)
    {
        if (!ReferenceEquals(lastChain, endorsement))
        {
            lastIssuer = IssuerChain.Verify(endorsement.Bytes, pck);
            lastChain = endorsement;
        }

        return lastIssuer;
    }

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
