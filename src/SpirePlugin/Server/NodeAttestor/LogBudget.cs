// SPDX-License-Identifier: Apache-2.0

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Memory that event logs of all attestations share.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="limit">Bytes.</param>
internal sealed class LogBudget(long limit)
{
    private long taken;

    /// <summary>Takes bytes out; false where they are not there.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= limit)
        {
            return true;
        }

        Interlocked.Add(ref taken, -bytes);
        return false;
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref taken, -bytes);
}
