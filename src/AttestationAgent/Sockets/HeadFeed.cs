// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;

namespace Attestation.Agent.Sockets;

/// <summary>Hands published heads to whoever watches; who is slow gets the newest alone.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class HeadFeed
{
    private readonly Lock gate = new();
    private PublishedHead? newest;
    private bool isClosed;
    private TaskCompletionSource change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A head was published.</summary>
    public void Publish(PublishedHead head)
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            newest = head;
            waiters = change;
            change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.TrySetResult();
    }

    /// <summary>The run has ended: there will be no other head.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            change.TrySetResult();
        }
    }

    /// <summary>The newest head of at least that size, as soon as there is one; null once there will be none.</summary>
    public async Task<PublishedHead?> NextAsync(long size, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (newest is not null && newest.Size >= size)
                {
                    return newest;
                }

                if (isClosed)
                {
                    return null;
                }

                next = change.Task;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
