// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Fronts;
using Attestation.Agent.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Attestation.Agent.Sentry;

/// <summary>From a call to an attempt: who is at the other end, and how long he waits.</summary>
/// <param name="front">Answers.</param>
/// <param name="clock">Measures what is left of a deadline.</param>
internal sealed class SentryService(SentryFront front, TimeProvider clock) : RawSentryBase
{
    /// <inheritdoc/>
    public override async Task<byte[]> SignCertificate(byte[] request, ServerCallContext context)
    {
        using AttemptBudget budget = new(TimeoutOf(context), clock, context.CancellationToken);
        return await front.SignAsync(request, PeerOf(context.GetHttpContext()), budget).ConfigureAwait(false);
    }

    private TimeSpan TimeoutOf(ServerCallContext context) =>
        context.Deadline == DateTime.MaxValue ? AttemptBudget.Usual : context.Deadline - clock.GetUtcNow().UtcDateTime;

    // Null fails closed: a listener that measures nobody serves nobody.
    private static FrontPeer? PeerOf(HttpContext request) => request.Features.Get<IFrontConnection>() is { } connection
        ? new(connection, request.Features.Get<SocketPeer>()?.Process)
        : null;
}
