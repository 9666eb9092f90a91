// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>A TEE that answers from the moment on that a test says so.</summary>
internal sealed class SwitchedEvidence : IFreshEvidence
{
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Fresh { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits.</summary>
    public Task Asked => asked.Task;

    public Task FreshAsync(CancellationToken cancellationToken)
    {
        asked.TrySetResult();
        return Fresh.Task.WaitAsync(cancellationToken);
    }
}
