// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Sentry;

/// <summary>
/// What is left of one attempt of daprd (dapr, section 3.4). It repeats an attempt that is answered <c>Unavailable</c> or <c>ResourceExhausted</c>
/// after 50 ms, five in all, and then it exits: so no such answer leaves before the attempt is nearly over.
/// </summary>
/// <remarks>Not thread-safe: one attempt's.</remarks>
internal sealed class AttemptBudget : IDisposable
{
    /// <summary>What an attempt of daprd has, for callers that set no deadline.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    /// <summary>Kept for the answer's way back.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two tries of whatever failed for the moment.</summary>
    public static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly TimeProvider clock;
    private readonly CancellationTokenSource late;
    private readonly CancellationTokenSource either;

    /// <param name="timeout">From now to the caller's deadline.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="caller">Ends when the caller is gone.</param>
    public AttemptBudget(TimeSpan timeout, TimeProvider clock, CancellationToken caller)
    {
        TimeSpan rest = (timeout < Longest ? timeout : Longest) - Margin;
        this.clock = clock;
        late = new(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock);
        either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, caller);
    }

    /// <summary>Ends with the budget, and with the caller.</summary>
    public CancellationToken Token => either.Token;

    /// <summary>True once it is spent: what is not done by now is <c>Unavailable</c>.</summary>
    public bool IsSpent => late.IsCancellationRequested;

    /// <summary>What is being waited for; what the caller is told where it does not come.</summary>
    public string Waiting { get; set; } = "the measurement of the process";

    /// <summary>Waits before the next try of what failed for the moment.</summary>
    /// <param name="because">Why it failed.</param>
    /// <exception cref="OperationCanceledException">There is no time for another try, or nobody to answer.</exception>
    public Task HoldAsync(string because)
    {
        Waiting = because;
        return Task.Delay(Backoff, clock, Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        either.Dispose();
        late.Dispose();
    }
}
