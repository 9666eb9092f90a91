// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>What all attestations share: how many are under way, the processors, the memory of event logs.</summary>
/// <remarks>Thread-safe. A message is read before anything is waited for: unread bytes would fill the one connection's window.</remarks>
/// <param name="clock">Measures.</param>
internal sealed class AttestGate(TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim processors = new(2 * Environment.ProcessorCount);
    private int underWay;

    /// <summary>Memory of event logs.</summary>
    public LogBudget Logs { get; } = new(AttestLimits.LogsTogether);

    /// <summary>What stands in the way of everybody's messages.</summary>
    public Congestion Congestion { get; } = new(clock);

    /// <summary>Takes an attestation in, unless there are too many.</summary>
    public bool TryEnter()
    {
        bool isIn = Interlocked.Increment(ref underWay) <= AttestLimits.Attestations;
        if (!isIn)
        {
            Leave();
        }

        return isIn;
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
