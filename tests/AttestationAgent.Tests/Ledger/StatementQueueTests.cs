// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Configuration;
using Attestation.Agent.Ledger;
using Attestation.Statements;

namespace Attestation.Agent.Tests.Ledger;

public sealed class StatementQueueTests
{
    [Fact]
    public void Peers_are_served_in_turns_so_that_a_noisy_one_starves_nobody()
    {
        StatementQueue queue = Queue(new() { MaxLeaves = 4 });
        Add(queue, 1, 100);
        Add(queue, 2, 2);

        Assert.Equal([1u, 2u, 1u, 2u], queue.Take().Select(each => each.Uid!.Value));
        Assert.Equal([1u, 1u, 1u, 1u], queue.Take().Select(each => each.Uid!.Value));
    }

    [Fact]
    public void Each_peer_keeps_its_order()
    {
        StatementQueue queue = Queue(new());
        PendingStatement[] added = [.. Add(queue, 1, 3), .. Add(queue, 2, 3)];

        List<PendingStatement> taken = queue.Take();

        Assert.Equal(added[..3], taken.Where(each => each.Uid == 1));
        Assert.Equal(added[3..], taken.Where(each => each.Uid == 2));
    }

    [Fact]
    public void The_agents_own_statement_goes_first_and_is_never_refused()
    {
        StatementQueue queue = Queue(new() { QueueStatements = 1 });
        Add(queue, 1, 1);
        queue.Add(new(new byte[1], uid: null));

        Assert.Null(queue.Take()[0].Uid);
    }

    [Theory]
    [InlineData(3, 1 << 20)]
    [InlineData(100, 300)]
    public void What_has_no_room_is_refused_and_nothing_is_lost(int statements, int bytes)
    {
        StatementQueue queue = Queue(new() { QueueStatements = statements, QueueBytes = bytes });
        Add(queue, 1, 3);

        AppendRefusedException refused = Assert.Throws<AppendRefusedException>(() => Add(queue, 2, 1));

        Assert.Equal(RefusalReason.Overloaded, refused.Reason);
        Assert.Equal(3, queue.Take().Count);
        Assert.Single(Add(queue, 2, 1));
    }

    [Fact]
    public void A_batch_holds_at_most_so_many_bytes()
    {
        StatementQueue queue = Queue(new() { MaxBytes = 250 });
        Add(queue, 1, 5);

        Assert.Equal([2, 2, 1], [queue.Take().Count, queue.Take().Count, queue.Take().Count]);
    }

    [Fact]
    public async Task Whoever_waits_for_an_arrival_is_woken_by_one_and_by_the_end()
    {
        StatementQueue queue = Queue(new());
        Task arrival = queue.ArrivalAsync();
        Assert.False(arrival.IsCompleted);
        Add(queue, 1, 1);
        await arrival.WaitAsync(TimeSpan.FromSeconds(30));
        queue.Take();
        Task next = queue.ArrivalAsync();
        Assert.False(next.IsCompleted);
        queue.Close();
        await next.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Many_writers_lose_nothing()
    {
        const int Writers = 8;
        const int Each = 2_000;
        StatementQueue queue = Queue(new() { MaxLeaves = 50 });
        Task writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(uid => Task.Run(() => Add(queue, (uint)uid, Each))));
        int taken = 0;
        while (taken < Writers * Each)
        {
            await queue.ArrivalAsync().WaitAsync(TimeSpan.FromSeconds(30));
            taken += queue.Take().Count;
        }

        await writing;
        Assert.Equal((Writers * Each, 0), (taken, queue.Count));
    }

    [Fact]
    public void A_full_disk_takes_nodes_in_and_nothing_else_of_callers()
    {
        StatementQueue queue = new(new(), new(() => (1, 100), TimeProvider.System));

        Assert.Equal(RefusalReason.Overloaded, Assert.Throws<AppendRefusedException>(() => Add(queue, 1, 1)).Reason);
        queue.Add(new(PredicateTypes.Node, new byte[100], uid: 1));
        queue.Add(new(PredicateTypes.Heartbeat, new byte[100], uid: null));
        Assert.Equal(2, queue.Count);
    }

    private static StatementQueue Queue(CommitOptions limits) => new(limits, new(() => null, TimeProvider.System));

    private static PendingStatement[] Add(StatementQueue queue, uint uid, int count)
    {
        PendingStatement[] added = [.. Enumerable.Range(0, count).Select(_ => new PendingStatement(PredicateTypes.UserData, new byte[100], uid))];
        Array.ForEach(added, queue.Add);
        return added;
    }
}
