// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.SpirePlugin.Configuration;
using Attestation.SpirePlugin.Protos.AgentNodeAttestor;
using Attestation.Statements;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.SpirePlugin.Agent.NodeAttestor;

/// <summary>One attestation: payload, the server's nonce, statement with proof and Evidence, then event logs in chunks (CONTRACTS, section 11.4).</summary>
/// <param name="agent">The attestation agent's node socket.</param>
/// <param name="trustDomain">The server's.</param>
/// <param name="clock">Pauses.</param>
internal sealed class NodeConversation(AgentConnection agent, TrustDomainName trustDomain, TimeProvider clock)
{
    private const int NonceBytes = 32;

    /// <summary>The agent's own limit; a throttled SNP report takes up to 62 s.</summary>
    private static readonly TimeSpan StatementPatience = TimeSpan.FromSeconds(70);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The key manager finds a socket that just opened within a second.</summary>
    private static readonly TimeSpan KeyPatience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, byte[]> eventLogs = new(StringComparer.Ordinal);

    /// <summary>Speaks first, answers each challenge, ends with the server.</summary>
    /// <exception cref="AgentException">The attestation agent refused, or does not answer.</exception>
    /// <exception cref="RpcException">The server sent what no server sends.</exception>
    public async Task RunAsync(IAsyncStreamReader<Challenge> challenges, IServerStreamWriter<PayloadOrChallengeResponse> answers, CancellationToken cancellationToken)
    {
        GetInfoResponse info = await WaitForAgentAsync(cancellationToken).ConfigureAwait(false);
        await answers.WriteAsync(new() { Payload = ByteString.CopyFrom(NodeMessages.Payload(info.Tees)) }, cancellationToken).ConfigureAwait(false);
        while (await challenges.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            byte[] answer = await AnswerAsync(challenges.Current.Challenge_.Memory, cancellationToken).ConfigureAwait(false);
            await answers.WriteAsync(new() { ChallengeResponse = ByteString.CopyFrom(answer) }, cancellationToken).ConfigureAwait(false);
        }
    }

    // Its sockets open after its first quote, up to a minute after SPIRE starts.
    private async Task<GetInfoResponse> WaitForAgentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await agent.GetInfoAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (AgentException away) when (away.Reason is AgentException.Unreachable or "starting" && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellationToken) => NodeChallenge.Read(challenge) switch
    {
        NodeChallenge.Nonce asked => await StatementAsync(asked, cancellationToken).ConfigureAwait(false),
        NodeChallenge.EventLogChunk asked => NodeMessages.Chunk(await EventLogAsync(asked.Sha256, cancellationToken).ConfigureAwait(false), asked.Offset),
        _ => throw new RpcException(new(StatusCode.InvalidArgument, "unknown challenge")),
    };

    private async Task<byte[]> StatementAsync(NodeChallenge.Nonce asked, CancellationToken cancellationToken)
    {
        if (!asked.Predicates.Contains(PredicateTypes.Node.Name))
        {
            throw new RpcException(new(StatusCode.FailedPrecondition, $"the server takes {string.Join(", ", asked.Predicates)}, this plugin makes {PredicateTypes.Node.Name}; upgrade the older of the two"));
        }

        AppendRequest request = new()
        {
            Node = new()
            {
                TrustDomain = trustDomain.Name,
                ServerNonce = ByteString.CopyFrom(asked.ServerNonce),
                AgentNonce = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(NonceBytes)),
            },
        };
        AppendResponse appended = await AppendAsync(request, cancellationToken).ConfigureAwait(false);
        Task<GetProofResponse> start = agent.GetProofAsync(0, appended.Size, cancellationToken);
        Task<GetInfoResponse> info = agent.GetInfoAsync(cancellationToken);
        Task<byte[]> evidence = agent.GetEvidenceAsync(appended.Size, cancellationToken);
        await Task.WhenAll(start, info, evidence).ConfigureAwait(false);
        (GetProofResponse first, byte[] document) = (await start.ConfigureAwait(false), await evidence.ConfigureAwait(false));
        GetInfoResponse known = await info.ConfigureAwait(false);
        return NodeMessages.Answer(appended, first, known.LogKey.Span, document);
    }

    // After a start of the attestation agent this plugin may come before its key manager.
    private async Task<AppendResponse> AppendAsync(AppendRequest request, CancellationToken cancellationToken)
    {
        for (long start = clock.GetTimestamp(); ;)
        {
            try
            {
                return await agent.AppendAsync(request, StatementPatience, cancellationToken).ConfigureAwait(false);
            }
            catch (AgentException early) when (early.Reason == AgentException.NoKey && clock.GetElapsedTime(start) < KeyPatience)
            {
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<byte[]> EventLogAsync(string sha256, CancellationToken cancellationToken)
    {
        if (!eventLogs.TryGetValue(sha256, out byte[]? log))
        {
            log = await agent.GetEventLogAsync(Convert.FromHexString(sha256), cancellationToken).ConfigureAwait(false);
            eventLogs[sha256] = log;
        }

        return log;
    }
}
