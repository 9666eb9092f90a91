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

    public bool IsDue(DateTimeOffset now, EndorsementLimits limits) => now >= renewAt && now - LastUsed < limits.Unused;
}
