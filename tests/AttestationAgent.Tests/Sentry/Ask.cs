// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry.V1;
using Google.Protobuf;

namespace Attestation.Agent.Tests.Sentry;

/// <summary>Requests as daprd makes them.</summary>
internal static class Ask
{
    /// <summary>Field 15, a string: what a later version might add.</summary>
    public static readonly byte[] LaterField = [0x7A, 0x02, (byte)'h', (byte)'i'];

    public static SignCertificateRequest Message(byte[]? csr = null) => new()
    {
        Id = "sre-agent",
        Namespace = "default",
        Token = "ticket",
        TokenValidator = SignCertificateRequest.Types.TokenValidator.Kubernetes,
        CertificateSigningRequest = ByteString.CopyFrom(csr ?? DaprdKey.Ed25519()),
    };

    public static byte[] Bytes(Action<SignCertificateRequest>? change = null)
    {
        SignCertificateRequest message = Message();
        change?.Invoke(message);
        return message.ToByteArray();
    }
}
