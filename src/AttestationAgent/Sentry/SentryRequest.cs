// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sentry.V1;
using Attestation.Agent.Sockets;
using Attestation.Wire;
using Attestation.X509;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Sentry;

/// <summary>A request for a certificate, read strictly; what goes to Sentry is not this but the received bytes.</summary>
/// <param name="App">Who the caller wants to be.</param>
/// <param name="TrustDomain">Where, as the caller has it; null where it does not say, as daprd.</param>
/// <param name="Csr">The key, whose possession is proved.</param>
/// <param name="Validator">Which of Sentry's validators is to judge the token.</param>
internal sealed record SentryRequest(DaprApp App, string? TrustDomain, SigningRequest Csr, SignCertificateRequest.Types.TokenValidator Validator)
{
    /// <summary>Most bytes: a token and an empty request for a certificate are a few thousand.</summary>
    public const int MaxBytes = 1 << 16;

    /// <summary>Reads a message and proves the possession of its key.</summary>
    /// <param name="message">As received.</param>
    /// <param name="ed25519">Checks Ed25519 signatures.</param>
    /// <exception cref="RpcException">InvalidArgument: <c>too-large</c>, <c>malformed</c> or <c>possession-invalid</c>.</exception>
    public static SentryRequest Read(ReadOnlyMemory<byte> message, IEd25519 ed25519)
    {
        if (message.Length > MaxBytes)
        {
            throw AgentError.Of(StatusCode.InvalidArgument, "too-large", $"message of {message.Length} bytes, want at most {MaxBytes}");
        }

        SignCertificateRequest read = Parse(message);
        return new(AppOf(read), read.TrustDomain.Length == 0 ? null : read.TrustDomain, CsrOf(read.CertificateSigningRequest.Memory, ed25519), read.TokenValidator);
    }

    private static SignCertificateRequest Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return SignCertificateRequest.Parser.ParseFrom(message.Span);
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw AgentError.Malformed($"not a SignCertificateRequest: {malformed.Message}");
        }
    }

    // Lengths, not the texts: they may be anything.
    private static DaprApp AppOf(SignCertificateRequest read)
    {
        if (!DaprApp.IsId(read.Id))
        {
            throw AgentError.Malformed($"app id of {read.Id.Length} characters, want 1 to {DaprApp.MaxId} of {DaprApp.Alphabet}");
        }

        return DaprApp.IsNamespace(read.Namespace)
            ? new(read.Namespace, read.Id)
            : throw AgentError.Malformed($"namespace of {read.Namespace.Length} characters, want 1 to {DaprApp.MaxNamespace} of {DaprApp.Alphabet}");
    }

    private static SigningRequest CsrOf(ReadOnlyMemory<byte> pem, IEd25519 ed25519)
    {
        if (!Pem.TryReadRequest(pem, out ReadOnlyMemory<byte> der, out Malformed? malformed) || !SigningRequest.TryParse(der, out SigningRequest? csr, out malformed))
        {
            throw AgentError.Malformed($"certificate_signing_request: {malformed}");
        }

        return csr.IsSignedByItsKey(ed25519)
            ? csr
            : throw AgentError.Of(StatusCode.InvalidArgument, "possession-invalid", "the request for a certificate is not signed by its own key");
    }
}
