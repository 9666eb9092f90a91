// SPDX-License-Identifier: Apache-2.0

using System.IO.Pipelines;
using Attestation.SpirePlugin.Protos.ServerNodeAttestor;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>One Attest call: a message is read within its time, or the attestation is over.</summary>
/// <param name="requests">What the agent sends.</param>
/// <param name="body">The bytes under it.</param>
/// <param name="responses">What it is sent.</param>
/// <param name="congestion">What all attestations share.</param>
/// <param name="cancellationToken">The call's, and the whole attestation's time.</param>
internal sealed class AttestStream(
    IAsyncStreamReader<AttestRequest> requests,
    PipeReader body,
    IServerStreamWriter<AttestResponse> responses,
    Congestion congestion,
    CancellationToken cancellationToken)
{
    /// <summary>The first message.</summary>
    /// <exception cref="RefusedException">Late, or something else.</exception>
    public async Task<ReadOnlyMemory<byte>> PayloadAsync()
    {
        AttestRequest request = await ReadAsync("payload", AttestLimits.PayloadTime).ConfigureAwait(false);
        return request.RequestCase == AttestRequest.RequestOneofCase.Payload
            ? request.Payload.Memory
            : throw new RefusedException(Refusal.Malformed("the first message is no payload"));
    }

    /// <summary>Sends a challenge and reads its answer.</summary>
    /// <exception cref="RefusedException">Late, or something else.</exception>
    public async Task<ReadOnlyMemory<byte>> ChallengeAsync(byte[] challenge, string what, TimeSpan limit)
    {
        await responses.WriteAsync(new() { Challenge = UnsafeByteOperations.UnsafeWrap(challenge) }, cancellationToken).ConfigureAwait(false);
        AttestRequest request = await ReadAsync(what, limit).ConfigureAwait(false);
        return request.RequestCase == AttestRequest.RequestOneofCase.ChallengeResponse
            ? request.ChallengeResponse.Memory
            : throw new RefusedException(Refusal.Malformed($"{what}: the message is no challenge response"));
    }

    /// <summary>The last message.</summary>
    public Task AttributesAsync(AgentAttributes attributes) => responses.WriteAsync(new() { AgentAttributes = attributes }, cancellationToken);

    /// <summary>Takes a message that nobody will read, so that the call can end.</summary>
    public Task ForgetAsync() => UnreadMessage.TakeAsync(body, congestion.Mark, cancellationToken);

    private async Task<AttestRequest> ReadAsync(string what, TimeSpan limit)
    {
        try
        {
            return await congestion.WaitAsync(requests.MoveNext(cancellationToken), limit, cancellationToken).ConfigureAwait(false)
                ? requests.Current
                : throw new RefusedException(Refusal.Malformed($"the stream ended before the {what}"));
        }
        catch (TimeoutException)
        {
            throw new RefusedException(Refusal.Outage("late", $"no {what} within {limit.TotalSeconds} s"));
        }
        catch (RpcException large) when (large.StatusCode == StatusCode.ResourceExhausted)
        {
            await ForgetAsync().ConfigureAwait(false);
            throw new RefusedException(Refusal.Malformed("a message is larger than 256 KiB"));
        }
    }
}
