// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sockets;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Statements;
using Attestation.Wire;
using Attestation.X509;
using Grpc.Core;

namespace Attestation.Agent.Binding;

/// <summary>What a caller may ask to be bound, before anything is made of it.</summary>
internal static class BindBeginForm
{
    private const int NonceBytes = 32;

    /// <exception cref="RpcException">InvalidArgument.</exception>
    public static void Require(BindBegin begin)
    {
        if (begin.Spki.Length is 0 or > HeldKeyLimits.KeyBytes)
        {
            throw AgentError.Malformed($"spki of {begin.Spki.Length} bytes, want 1 to {HeldKeyLimits.KeyBytes}");
        }

        if (!SvidBinding.Purposes.Contains(begin.Purpose))
        {
            throw AgentError.Malformed($"purpose of {begin.Purpose.Length} characters is none of {string.Join(", ", SvidBinding.Purposes)}");
        }

        if (begin.SpiffeId.Length > 0 && !SpiffeId.TryParse(begin.SpiffeId, out _, out Malformed? malformed))
        {
            throw AgentError.Malformed($"spiffe_id: {malformed}");
        }

        if (begin.Nonce.Length is not (0 or NonceBytes) || begin.Nonce.IsEmpty != (begin.Audience.Length == 0))
        {
            throw AgentError.Malformed($"nonce of {begin.Nonce.Length} bytes and audience of {begin.Audience.Length} characters, want {NonceBytes} bytes with an audience, or neither");
        }
    }
}
