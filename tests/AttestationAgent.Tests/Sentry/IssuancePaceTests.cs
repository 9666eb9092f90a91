// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry;
using Attestation.X509;
using Microsoft.Extensions.Time.Testing;

namespace Attestation.Agent.Tests.Sentry;

public sealed class IssuancePaceTests
{
    private static readonly SigningRequest Csr = ReadCsr();

    private readonly FakeTimeProvider clock = new();
    private readonly IssuancePace pace;

    public IssuancePaceTests() => pace = new(clock);

    [Fact]
    public async Task Twenty_processes_of_one_program_go_at_once_and_the_next_waits_its_twentieth_of_a_second()
    {
        using AttemptBudget budget = Budget();
        Task[] first = [.. Enumerable.Range(0, 20).Select(pid => pace.TurnAsync(Claim(pid), budget))];
        Task next = pace.TurnAsync(Claim(20), budget);
        Task last = pace.TurnAsync(Claim(21), budget);

        Assert.All(first, turn => Assert.True(turn.IsCompletedSuccessfully));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(50));
        await next;
        Assert.False(last.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(50));
        await last;
    }

    [Fact]
    public void Another_program_does_not_wait()
    {
        using AttemptBudget budget = Budget();
        Task[] turns = [.. Enumerable.Range(0, 40).Select(pid => pace.TurnAsync(Claim(pid), budget))];

        Assert.False(turns[39].IsCompleted);
        Assert.True(pace.TurnAsync(Claim(1, version: 0xDB), budget).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Who_gives_up_keeps_his_place_for_the_next_attempt()
    {
        using AttemptBudget whole = Budget(60);
        for (int pid = 0; pid < 100; pid++)
        {
            _ = pace.TurnAsync(Claim(pid), whole);
        }

        using AttemptBudget first = Budget();
        Task givenUp = pace.TurnAsync(Claim(100), first);
        clock.Advance(AttemptBudget.Usual);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givenUp);
        using AttemptBudget second = Budget();
        Task again = pace.TurnAsync(Claim(100), second);

        clock.Advance(TimeSpan.FromSeconds(1.05));
        await again;
    }

    [Fact]
    public async Task A_thousand_pods_of_a_node_that_starts_all_get_their_turn()
    {
        using AttemptBudget budget = Budget(60);
        Task[] turns = [.. Enumerable.Range(0, 1000).Select(pid => pace.TurnAsync(Claim(pid), budget))];

        clock.Advance(TimeSpan.FromSeconds(49));

        await Task.WhenAll(turns);
    }

    private AttemptBudget Budget(int seconds = 3) => new(TimeSpan.FromSeconds(seconds), clock, CancellationToken.None);

    private static KeyClaim Claim(int pid, byte version = 0xDA) => new(new("default", "a"), "spiffe://public/ns/default/a", Csr, FakeFront.Of(pid, version), true);

    private static SigningRequest ReadCsr()
    {
        Assert.True(Pem.TryReadRequest(DaprdKey.Ed25519(), out ReadOnlyMemory<byte> der, out _));
        Assert.True(SigningRequest.TryParse(der, out SigningRequest? csr, out _));
        return csr;
    }
}
