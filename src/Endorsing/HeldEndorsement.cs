// SPDX-License-Identifier: Apache-2.0

using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>A document in memory, with what it takes to renew it.</summary>
internal sealed class HeldEndorsement(EndorsementRequest request, Endorsements needs, JudgedEndorsement judged, DateTimeOffset? renewAt)
{
    private long lastUsed;

    public EndorsementRequest Request => request;

    public Endorsements Needs => needs;

    public JudgedEndorsement Judged => judged;

    public DateTimeOffset LastUsed
    {
        get => new(Volatile.Read(ref lastUsed), TimeSpan.Zero);
        set => Volatile.Write(ref lastUsed, value.UtcTicks);
    }

    /// <summary>True where it was judged by these documents: by others it would have to be judged anew.</summary>
    public bool IsJudgedBy(Endorsements others) =>
        needs.All.Count == others.All.Count
        && others.All.All(each => needs.TryGet(each.Name, each.Suffix, out Endorsement? same) && same.Sha256.SequenceEqual(each.Sha256));

    /// <summary>The document by the judgement of these others, or null where they refuse it: a leaf outlives issuers that are replaced.</summary>
    public JudgedEndorsement? Under(Endorsements others, EndorsementTrust trust) =>
        IsJudgedBy(others) ? judged
        : JudgedEndorsement.TryJudge(trust, judged.Name, judged.Pieces, others, out JudgedEndorsement? anew, out _) ? anew
        : null;

    public bool IsDue(DateTimeOffset now, EndorsementLimits limits) => now >= renewAt && now - LastUsed < limits.Unused;
}
