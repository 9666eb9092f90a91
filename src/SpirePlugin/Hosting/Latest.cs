// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Hosting;

/// <summary>A value whose newest version counts: a reader sees each change or a later one, never an older.</summary>
/// <typeparam name="T">Immutable.</typeparam>
/// <param name="first">The value of version 0.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class Latest<T>(T first)
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = New();
    private Version current = new(0, first);

    /// <summary>A value and its number.</summary>
    /// <param name="Number">Grows by one with each change.</param>
    /// <param name="Value">The value.</param>
    public readonly record struct Version(long Number, T Value);

    /// <summary>The newest.</summary>
    public Version Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    /// <summary>Puts a new value in the old one's place.</summary>
    public void Set(T value)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            current = new(current.Number + 1, value);
            waiting = next;
            next = New();
        }

        // Woken readers take what is newest then.
        waiting.SetResult();
    }

    /// <summary>The newest version once its number is greater than <paramref name="seen"/>.</summary>
    /// <param name="seen">Number of the version that the caller has; -1 for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<Version> AfterAsync(long seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task change;
            lock (gate)
            {
                if (current.Number > seen)
                {
                    return current;
                }

                change = next.Task;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
