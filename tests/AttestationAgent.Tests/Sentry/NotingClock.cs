// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Tests.Sentry;

/// <summary>A clock that tells when somebody begins to wait for a span, so that a test turns it no sooner.</summary>
/// <param name="turned">The clock that the test turns.</param>
/// <param name="span">Waits that are told of.</param>
internal sealed class NotingClock(TimeProvider turned, TimeSpan span) : TimeProvider, IDisposable
{
    private readonly SemaphoreSlim waits = new(0);

    public override long TimestampFrequency => turned.TimestampFrequency;

    /// <summary>Ends when somebody has begun the next such wait.</summary>
    public Task NextWaitAsync() => waits.WaitAsync();

    public override DateTimeOffset GetUtcNow() => turned.GetUtcNow();

    public override long GetTimestamp() => turned.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = turned.CreateTimer(callback, state, dueTime, period);
        if (dueTime == span)
        {
            waits.Release();
        }

        return timer;
    }

    public void Dispose() => waits.Dispose();
}
