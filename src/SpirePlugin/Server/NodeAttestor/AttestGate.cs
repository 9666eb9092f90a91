// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>What all attestations share: how many are under way, the processors, the memory of event logs.</summary>
/// <remarks>Thread-safe. A message is read before anything is waited for: unread bytes would fill the one connection's window.</remarks>
internal sealed class AttestGate : IDisposable
{
    private readonly SemaphoreSlim processors = new(2 * Environment.ProcessorCount);
    private int underWay;

    /// <summary>Memory of event logs.</summary>
    public LogBudget Logs { get; } = new(AttestLimits.LogsTogether);

    /// <summary>Takes an attestation in.</summary>
    /// <exception cref="RefusedException">There are too many.</exception>
    public void Enter()
    {
        if (Interlocked.Increment(ref underWay) > AttestLimits.Attestations)
        {
            Leave();
            throw new RefusedException(Refusal.Outage("overloaded", "too many attestations at once"));
        }
    }

    /// <summary>It has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref underWay);

    /// <summary>Verifies in turn.</summary>
    public async Task<T> VerifyAsync<T>(Func<T> verify, CancellationToken cancellationToken)
    {
        await processors.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return verify();
        }
        finally
        {
            processors.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => processors.Dispose();
}
