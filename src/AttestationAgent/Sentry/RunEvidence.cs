// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;

namespace Attestation.Agent.Sentry;

/// <summary>The run's Evidence; what was fresh not long ago is enough, for the key's own comes before its certificate.</summary>
/// <param name="commit">Knows whether the device failed.</param>
/// <param name="newest">The newest head.</param>
/// <param name="heads">Tells of the next.</param>
/// <param name="heartbeat">An idle log gets a head after so long; twice that is old.</param>
/// <param name="clock">The clock.</param>
internal sealed class RunEvidence(GroupCommit commit, Func<PublishedHead?> newest, HeadFeed heads, Func<TimeSpan> heartbeat, TimeProvider clock) : IFreshEvidence
{
    /// <inheritdoc/>
    public async Task FreshAsync(CancellationToken cancellationToken)
    {
        while (!IsFresh())
        {
            long size = (newest()?.Size ?? 0) + 1;
            if (await heads.NextAsync(size, cancellationToken).ConfigureAwait(false) is null)
            {
                throw new OperationCanceledException("the run has ended");
            }
        }
    }

    private bool IsFresh() => commit.DeviceFailure is null && clock.GetUtcNow() - (newest()?.At ?? default) < 2 * heartbeat();
}
