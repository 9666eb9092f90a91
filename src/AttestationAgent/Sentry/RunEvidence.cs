// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sockets;

namespace Attestation.Agent.Sentry;

/// <summary>The run's Evidence; what was fresh not long ago is enough, for the key's own comes before its certificate.</summary>
/// <param name="state">The run.</param>
internal sealed class RunEvidence(AgentState state) : IFreshEvidence
{
    /// <inheritdoc/>
    public async Task FreshAsync(CancellationToken cancellationToken)
    {
        while (!IsFresh())
        {
            long size = (state.Run.Newest?.Size ?? 0) + 1;
            if (await state.Heads.NextAsync(size, cancellationToken).ConfigureAwait(false) is null)
            {
                throw new OperationCanceledException("the run has ended");
            }
        }
    }

    private bool IsFresh() =>
        state.Commit.DeviceFailure is null && state.Clock.GetUtcNow() - (state.Run.Newest?.At ?? default) < 2 * state.Options.Log.Heartbeat;
}
