// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.Agent.Sentry;

/// <summary>The real Sentry, as the front sees it: bytes there, bytes back.</summary>
internal interface IUpstreamSentry
{
    /// <summary>Hands a request on.</summary>
    /// <param name="request">SignCertificateRequest as it was received.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>SignCertificateResponse as it was received.</returns>
    /// <exception cref="RpcException">Refused, or not reached.</exception>
    Task<byte[]> SignAsync(byte[] request, CancellationToken cancellationToken);

    /// <summary>Ends once there is a connection.</summary>
    /// <exception cref="OperationCanceledException">There was none in time.</exception>
    Task ReachAsync(CancellationToken cancellationToken);
}
