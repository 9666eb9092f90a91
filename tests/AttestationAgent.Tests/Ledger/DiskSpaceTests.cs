// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Statements;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Ledger;

public sealed class DiskSpaceTests
{
    private const long Large = 1L << 40;

    public static TheoryData<long, string, bool> Rooms => new()
    {
        { 50, "user-data", true },
        { 50, "svid-binding", true },
        { 9, "user-data", false },
        { 9, "svid-binding", true },
        { 9, "svid-issued", true },
        { 9, "node", true },
        { 1, "user-data", false },
        { 1, "svid-binding", false },
        { 1, "svid-issued", false },
        { 1, "node", true },
        { 1, "log-start", true },
        { 1, "heartbeat", true },
    };

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_disk_that_fills_takes_nodes_to_the_end_and_what_callers_bring_of_their_own_the_shortest(long percent, string predicate, bool isTaken)
    {
        DiskSpace disk = new(() => (Large / 100 * percent, Large), new FakeTimeProvider());

        Assert.Equal(isTaken, Refusal(disk, predicate) is null);
    }

    [Fact]
    public void A_large_disk_with_less_than_a_gibibyte_is_low()
    {
        DiskSpace disk = new(() => ((1L << 30) - 1, 5L << 30), new FakeTimeProvider());

        Assert.Equal((RefusalReason.Overloaded, TimeSpan.FromMinutes(1)), (Refusal(disk, "user-data")!.Reason, Refusal(disk, "user-data")!.RetryAfter));
        Assert.Null(Refusal(disk, "svid-binding"));
    }

    private static AppendRefusedException? Refusal(DiskSpace disk, string predicate)
    {
        PredicateType type = PredicateTypes.All.Single(each => each.Name == $"{predicate}/v1");
        try
        {
            disk.Require(type);
            return null;
        }
        catch (AppendRefusedException refused)
        {
            return refused;
        }
    }
}
