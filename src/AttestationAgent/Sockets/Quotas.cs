// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;

namespace Attestation.Agent.Sockets;

/// <summary>What each uid may append, or ask (CONTRACTS, section 10.1): two token buckets, filled by time.</summary>
/// <remarks>Thread-safe. Uids that have been quiet for a minute are forgotten: their buckets are full again.</remarks>
internal sealed class Quotas(TimeProvider clock)
{
    private const int SweepAt = 1024;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<uint, Buckets> buckets = [];

    /// <summary>Takes one statement of that many bytes out of the uid's buckets.</summary>
    /// <exception cref="AppendRefusedException">They are empty; says when they are not.</exception>
    public void Take(uint uid, int bytes, QuotaOptions quota)
    {
        lock (gate)
        {
            long now = clock.GetTimestamp();
            Buckets held = Refill(uid, now, quota);
            if (held.Statements < 1 || held.Bytes < bytes)
            {
                double seconds = Math.Max((1 - held.Statements) / quota.PerSecond, (bytes - held.Bytes) * Minute.TotalSeconds / quota.BytesPerMinute);
                throw new AppendRefusedException(RefusalReason.Quota, $"uid {uid} has used up its {quota.PerSecond} calls a second or {quota.BytesPerMinute} bytes a minute")
                {
                    RetryAfter = TimeSpan.FromSeconds(Math.Max(seconds, 0.001)),
                };
            }

            buckets[uid] = new(held.Statements - 1, held.Bytes - bytes, now);
        }
    }

    private Buckets Refill(uint uid, long now, QuotaOptions quota)
    {
        if (buckets.Count > SweepAt)
        {
            Sweep(now);
        }

        if (!buckets.TryGetValue(uid, out Buckets held))
        {
            return new(quota.Burst, quota.BytesPerMinute, now);
        }

        TimeSpan passed = clock.GetElapsedTime(held.At, now);
        return new(
            Math.Min(quota.Burst, held.Statements + (passed / Second * quota.PerSecond)),
            Math.Min(quota.BytesPerMinute, held.Bytes + (passed / Minute * quota.BytesPerMinute)),
            now);
    }

    private void Sweep(long now)
    {
        foreach (uint quiet in buckets.Where(each => clock.GetElapsedTime(each.Value.At, now) > Minute).Select(each => each.Key).ToArray())
        {
            buckets.Remove(quiet);
        }
    }

    private readonly record struct Buckets(double Statements, double Bytes, long At);
}
