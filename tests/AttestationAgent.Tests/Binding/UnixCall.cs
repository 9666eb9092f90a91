// SPDX-License-Identifier: Apache-2.0

using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Agent.Binding;
using Attestation.Grpc;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Time.Testing;
using AgentApi = Attestation.AgentClient.V1.Agent;

namespace Attestation.Agent.Tests.Binding;

/// <summary>A call of <c>Bind</c> message by message.</summary>
internal sealed class UnixCall : IDisposable
{
    private readonly GrpcChannel channel;

    public UnixCall(string socket)
    {
        channel = UnixSocketChannel.Create(socket);
        Bind = new AgentApi.AgentClient(channel).Bind();
    }

    public AsyncDuplexStreamingCall<BindRequest, BindResponse> Bind { get; }

    /// <summary>Lets the agent's time pass until it has given the call up.</summary>
    /// <returns>The reason.</returns>
    public async Task<string?> EndAsync(FakeTimeProvider clock)
    {
        Task<bool> next = Bind.ResponseStream.MoveNext(default);
        while (!next.IsCompleted)
        {
            clock.Advance(BindDialogue.Patience);
            await Task.Yield();
        }

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => next);
        return refused.Trailers.GetValue(AgentException.ReasonTrailer);
    }

    public void Dispose()
    {
        Bind.Dispose();
        channel.Dispose();
    }
}
