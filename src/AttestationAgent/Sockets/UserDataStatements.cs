// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.AgentClient.V1;
using Attestation.Statements;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>A caller's own data as a predicate; what the caller may not say is refused before a byte is written.</summary>
internal static class UserDataStatements
{
    private const int MaxDigests = 8;
    private const int NonceBytes = 32;

    /// <exception cref="RpcException">InvalidArgument.</exception>
    public static UserData Of(UserDataBody body, SocketPeer peer)
    {
        if (body.Digests.Count is 0 or > MaxDigests)
        {
            throw AgentError.Malformed($"{body.Digests.Count} digests, want 1 to {MaxDigests}");
        }

        if (body.Nonce.Length is not (0 or NonceBytes) || body.Nonce.IsEmpty != (body.Audience.Length == 0))
        {
            throw AgentError.Malformed($"nonce of {body.Nonce.Length} bytes and audience of {body.Audience.Length} characters, want {NonceBytes} bytes with an audience, or neither");
        }

        ImmutableArray<Subject> digests = [.. body.Digests.Select(SubjectOf)];
        return body.Nonce.IsEmpty
            ? new(digests, peer.Process)
            : new(digests, peer.Process) { Nonce = body.Nonce.Memory, Audience = body.Audience };
    }

    private static Subject SubjectOf(DataDigest digest) =>
        Subject.DigestLength(digest.Algorithm) == digest.Value.Length
            ? new(Subject.Data, digest.Algorithm, digest.Value.Memory)
            : throw AgentError.Malformed($"digest {digest.Algorithm} of {digest.Value.Length} bytes, want sha256 of 32, sha384 of 48 or sha512 of 64");
}
