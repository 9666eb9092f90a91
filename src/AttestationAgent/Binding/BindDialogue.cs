// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sockets;
using Attestation.AgentClient.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Binding;

/// <summary>One call of <c>Bind</c>: begin, challenge, signature, result, each in its time.</summary>
/// <param name="said">The caller.</param>
/// <param name="answers">To the caller.</param>
/// <param name="clock">Measures patience.</param>
internal sealed class BindDialogue(IAsyncStreamReader<BindRequest> said, IServerStreamWriter<BindResponse> answers, TimeProvider clock)
{
    /// <summary>How long a caller may take for each message.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What the caller asks.</summary>
    /// <exception cref="RpcException">InvalidArgument: something else, or nothing in time.</exception>
    public async Task<BindBegin> BeginAsync(CancellationToken cancellationToken) =>
        await NextAsync(cancellationToken).ConfigureAwait(false) is { SaidCase: BindRequest.SaidOneofCase.Begin, Begin: { } begin }
            ? begin
            : throw AgentError.Malformed("the first message is no begin");

    /// <summary>The caller's signature over a challenge.</summary>
    /// <exception cref="RpcException">InvalidArgument: something else, or nothing in time.</exception>
    public async Task<BindSignature> SignAsync(ReadOnlyMemory<byte> challenge, CancellationToken cancellationToken)
    {
        await answers.WriteAsync(new() { Challenge = ByteString.CopyFrom(challenge.Span) }, cancellationToken).ConfigureAwait(false);
        return await NextAsync(cancellationToken).ConfigureAwait(false) is { SaidCase: BindRequest.SaidOneofCase.Signature, Signature: { } signature }
            ? signature
            : throw AgentError.Malformed("the second message is no signature");
    }

    /// <summary>Ends it well.</summary>
    public Task EndAsync(AppendResponse result, CancellationToken cancellationToken) => answers.WriteAsync(new() { Result = result }, cancellationToken);

    private async Task<BindRequest> NextAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(Patience, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await said.MoveNext(either.Token).ConfigureAwait(false) ? said.Current : throw AgentError.Malformed("the caller said no more, want a begin and a signature");
        }
        catch (Exception ended) when (ended is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && late.IsCancellationRequested)
        {
            throw AgentError.Malformed($"the caller said nothing for {Patience.TotalSeconds} s");
        }
    }
}
