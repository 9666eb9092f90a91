// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Sentry;

/// <summary>20 keys a second for each program: more wait in a queue and are never refused, for a node starts with all its pods (CONTRACTS, section 10.1).</summary>
/// <remarks>Thread-safe. Who gives up keeps its place for a minute: daprd's next attempt is the same request.</remarks>
/// <param name="clock">Measures time.</param>
internal sealed class IssuancePace(TimeProvider clock)
{
    private const int PerSecond = 20;
    private const int SweepAt = 1024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1) / PerSecond;
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1) - Interval;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly long began = clock.GetTimestamp();
    private readonly Dictionary<string, TimeSpan> full = [];
    private readonly Dictionary<string, TimeSpan> places = [];

    /// <summary>Ends when it is the claim's turn.</summary>
    /// <exception cref="OperationCanceledException">It was not in time; the place is kept.</exception>
    public async Task TurnAsync(KeyClaim claim, AttemptBudget budget)
    {
        budget.Waiting = "its turn: more than 20 processes a second of one program ask";
        string place = Convert.ToHexString(claim.Identity());
        TimeSpan wait = Reserve(Convert.ToHexString(claim.Measured.ExeSha256.Span), place);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, budget.Token).ConfigureAwait(false);
        }

        lock (gate)
        {
            places.Remove(place);
        }
    }

    // The clock of durations: the wall clock jumps.
    private TimeSpan Now => clock.GetElapsedTime(began);

    private TimeSpan Reserve(string exe, string place)
    {
        lock (gate)
        {
            TimeSpan now = Now;
            Sweep(now);
            if (!places.TryGetValue(place, out TimeSpan turn))
            {
                TimeSpan next = full.TryGetValue(exe, out TimeSpan used) && used > now ? used : now;
                full[exe] = next + Interval;
                places[place] = turn = next - Burst;
            }

            return turn - now;
        }
    }

    private void Sweep(TimeSpan now)
    {
        if (full.Count + places.Count <= SweepAt)
        {
            return;
        }

        foreach (string quiet in full.Where(each => each.Value <= now).Select(each => each.Key).ToArray())
        {
            full.Remove(quiet);
        }

        foreach (string lost in places.Where(each => now - each.Value > Patience).Select(each => each.Key).ToArray())
        {
            places.Remove(lost);
        }
    }
}
