// SPDX-License-Identifier: Apache-2.0

using CsCheck;

namespace Attestation.TransparencyLog.Tests;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 41, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_one_an_hour_and_the_last_quarter_of_an_hour_stay()
    {
        (long, DateTimeOffset)[] kept =
        [
            (1, At(6, 10)), (2, At(6, 50)), (3, At(7, 0)), (4, At(7, 59)), (5, At(8, 0)), (6, At(8, 25)), (7, At(8, 26)), (8, At(8, 40)),
        ];

        Assert.Equal([1, 3, 5, 6], EvidenceRetention.Superfluous(kept, Now));
    }

    [Fact]
    public void The_last_evidence_stays_however_old_it_is() =>
        Assert.Equal([9], EvidenceRetention.Superfluous([(9, At(6, 1)), (10, At(6, 0))], Now.AddYears(1)));

    [Fact]
    public void Evidence_from_the_future_stays() =>
        Assert.Empty(EvidenceRetention.Superfluous([(1, Now.AddMinutes(1)), (2, Now.AddMinutes(2))], Now));

    [Fact]
    public void Nothing_kept_is_nothing_superfluous() => Assert.Empty(EvidenceRetention.Superfluous([], Now));

    [Fact]
    public void What_stays_after_one_pruning_stays_after_the_next() =>
        Gen.Int[0, 600].Array[0, 60].Sample(minutes =>
        {
            (long Size, DateTimeOffset At)[] kept = [.. minutes.Order().Select((minute, i) => ((long)i + 1, Now.AddMinutes(-600 + minute)))];
            HashSet<long> gone = [.. EvidenceRetention.Superfluous(kept, Now)];
            (long, DateTimeOffset)[] left = [.. kept.Where(each => !gone.Contains(each.Size))];
            return EvidenceRetention.Superfluous(left, Now).IsEmpty && (kept.Length == 0 || !gone.Contains(kept.Max(each => each.Size)));
        });

    [Fact]
    public void Whole_runs_go_oldest_first_and_never_the_live_one_or_one_before_its_time()
    {
        RunId[] runs = [.. Enumerable.Range(0, 4).Select(i => RunId.Of([(byte)i]))];
        TimeSpan retention = TimeSpan.FromDays(183);

        Assert.Equal(
            [runs[2], runs[0]],
            RunRetention.Expired(
                [(runs[0], Now - retention - TimeSpan.FromSeconds(1)), (runs[1], Now - retention), (runs[2], Now.AddYears(-2)), (runs[3], Now.AddYears(-3))],
                live: runs[3],
                retention,
                Now));
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 11, 20, hour, minute, 0, TimeSpan.Zero);
}
