// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.Agent.Sentry;

/// <summary>Asks Sentry until it answers for good: a refusal leaves at once, what may pass is tried again as long as the attempt lasts.</summary>
/// <param name="upstream">The real Sentry.</param>
internal sealed class SentryForwarding(IUpstreamSentry upstream)
{
    /// <summary>Sentry's answer.</summary>
    /// <param name="request">As it was received.</param>
    /// <param name="budget">How long it may take.</param>
    /// <exception cref="RpcException">Sentry's refusal, with its code and its words.</exception>
    /// <exception cref="OperationCanceledException">There was no answer in time.</exception>
    public async Task<byte[]> AskAsync(byte[] request, AttemptBudget budget)
    {
        budget.Waiting = "no answer from Sentry";
        while (true)
        {
            try
            {
                return await upstream.SignAsync(request, budget.Token).ConfigureAwait(false);
            }
            catch (RpcException) when (budget.Token.IsCancellationRequested)
            {
                throw new OperationCanceledException(budget.Token);
            }
            catch (RpcException failed) when (MayPass(failed))
            {
                await budget.HoldAsync($"Sentry: {failed.StatusCode}: {failed.Status.Detail}").ConfigureAwait(false);
            }
            catch (RpcException refused)
            {
                // Its trailers stay here: they are of another connection.
                throw new RpcException(new Status(refused.StatusCode, refused.Status.Detail));
            }
        }
    }

    // What has an exception was made on this side: no connection, no trust, no answer.
    private static bool MayPass(RpcException failed) =>
        failed.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted or StatusCode.DeadlineExceeded || failed.Status.DebugException is not null;
}
