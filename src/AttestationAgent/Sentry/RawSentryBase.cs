// SPDX-License-Identifier: Apache-2.0

using Grpc.Core;

namespace Attestation.Agent.Sentry;

/// <summary>A service that answers <see cref="RawSentry.SignCertificate"/>, and nothing else.</summary>
[BindServiceMethod(typeof(RawSentry), nameof(RawSentry.BindService))]
internal abstract class RawSentryBase
{
    /// <summary>Answers one request.</summary>
    /// <param name="request">SignCertificateRequest as received.</param>
    /// <param name="context">The call.</param>
    /// <returns>SignCertificateResponse.</returns>
    public abstract Task<byte[]> SignCertificate(byte[] request, ServerCallContext context);
}
