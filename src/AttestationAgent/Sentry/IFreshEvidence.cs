// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Agent.Sentry;

/// <summary>Whether the silicon answers.</summary>
internal interface IFreshEvidence
{
    /// <summary>Ends once the newest head is young and the device answered the last time that it was asked.</summary>
    /// <exception cref="OperationCanceledException">It was not so in time, or the run has ended.</exception>
    Task FreshAsync(CancellationToken cancellationToken);
}
