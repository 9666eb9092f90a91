// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Sockets;

public sealed class QuotasTests
{
    private static readonly QuotaOptions Quota = new(PerSecond: 10, BytesPerMinute: 6_000, Burst: 10);

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void A_uid_has_a_seconds_burst_and_then_its_rate()
    {
        Quotas quotas = new(clock);
        for (int i = 0; i < 10; i++)
        {
            quotas.Take(1, 1, Quota);
        }

        AppendRefusedException refused = Assert.Throws<AppendRefusedException>(() => quotas.Take(1, 1, Quota));
        Assert.Equal((RefusalReason.Quota, TimeSpan.FromMilliseconds(100)), (refused.Reason, refused.RetryAfter));
        quotas.Take(2, 1, Quota);
        clock.Advance(refused.RetryAfter);
        quotas.Take(1, 1, Quota);
        Assert.Throws<AppendRefusedException>(() => quotas.Take(1, 1, Quota));
    }

    [Fact]
    public void Bytes_count_by_the_minute()
    {
        Quotas quotas = new(clock);
        quotas.Take(1, 6_000, Quota);

        AppendRefusedException refused = Assert.Throws<AppendRefusedException>(() => quotas.Take(1, 500, Quota));

        Assert.Equal(5, refused.RetryAfter.TotalSeconds, precision: 6);
        clock.Advance(TimeSpan.FromSeconds(5));
        quotas.Take(1, 500, Quota);
    }

    [Fact]
    public void Quiet_uids_are_forgotten_and_have_full_buckets_again()
    {
        Quotas quotas = new(clock);
        for (uint uid = 0; uid < 5_000; uid++)
        {
            quotas.Take(uid, 1, Quota);
        }

        clock.Advance(TimeSpan.FromMinutes(2));
        quotas.Take(0, 6_000, Quota);
    }
}
