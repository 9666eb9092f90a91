// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Agent.Ledger;
using Attestation.Agent.Sockets;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Attestation.Statements;
using Attestation.X509;
using Grpc.Core;

namespace Attestation.Agent.Nodes;

/// <summary>Makes <c>node/v1</c>: pairs the caller with the key manager of the same SPIRE agent, lets the newest key sign, says which programs asked.</summary>
/// <param name="callers">Measures the caller.</param>
/// <param name="holders">Who holds keys.</param>
/// <param name="identity">What this node is told from others by.</param>
/// <param name="own">What the agent says of itself.</param>
/// <param name="tees">Whose Evidence covers the log.</param>
/// <param name="eventLogs">Event logs of the boot.</param>
/// <param name="ed25519">Checks Ed25519 signatures.</param>
internal sealed class NodeStatements(
    CallerSampling callers,
    KeyHolders holders,
    NodeIdentity identity,
    OwnStatements own,
    ImmutableArray<string> tees,
    ImmutableArray<EventLogReference> eventLogs,
    IEd25519 ed25519)
{
    private const int NonceBytes = 32;
    private const int MaxTrustDomain = 255;

    /// <summary>The predicate, its possession checked.</summary>
    /// <exception cref="RpcException">InvalidArgument, FailedPrecondition, PermissionDenied.</exception>
    public async Task<NodeStatement> MakeAsync(NodeBody body, SocketPeer peer, CancellationToken cancellationToken)
    {
        RequireForm(body);
        ProcessStat parent = callers.ParentOf(peer);
        KeyHolder holder = holders.Of(parent);
        byte[] signed = PossessionMatch.SignedBytes(body.ServerNonce.Memory, body.AgentNonce.Memory, body.TrustDomain);
        KeyPossession possession = await holder.SignAsync(SHA256.HashData(signed), cancellationToken).ConfigureAwait(false);
        NodeStatement made = new()
        {
            TrustDomain = body.TrustDomain,
            ServerNonce = body.ServerNonce.Memory,
            AgentNonce = body.AgentNonce.Memory,
            Tees = tees,
            Agent = own.Agent,
            Caller = callers.Sample(peer, parent),
            Instance = identity.Sign(signed),
            Possession = possession,
            BootId = own.BootId,
            EventLogs = eventLogs,
        };
        Check check = PossessionMatch.Appraise(made, ed25519);
        return check.Outcome == Outcome.Pass
            ? made
            : throw AgentError.Of(StatusCode.InvalidArgument, "possession-invalid", check.Because ?? check.Rule.Title);
    }

    private static void RequireForm(NodeBody body)
    {
        if (body.ServerNonce.Length != NonceBytes || body.AgentNonce.Length != NonceBytes)
        {
            throw AgentError.Malformed($"nonces of {body.ServerNonce.Length} and {body.AgentNonce.Length} bytes, want {NonceBytes} each");
        }

        if (body.TrustDomain.Length is 0 or > MaxTrustDomain)
        {
            throw AgentError.Malformed($"trust domain of {body.TrustDomain.Length} characters, want 1 to {MaxTrustDomain}");
        }
    }
}
