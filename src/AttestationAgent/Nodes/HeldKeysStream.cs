// SPDX-License-Identifier: Apache-2.0

using Attestation.Agent.Sockets;
using Attestation.AgentClient.V1;
using Grpc.Core;

namespace Attestation.Agent.Nodes;

/// <summary>One call of <c>HoldKeys</c>, from its first announcement to its end.</summary>
/// <param name="callers">Finds the peer's parent.</param>
/// <param name="holders">Who holds keys.</param>
/// <param name="clock">Measures patience.</param>
internal sealed class HeldKeysStream(CallerSampling callers, KeyHolders holders, TimeProvider clock)
{
    /// <summary>Serves until either side ends.</summary>
    /// <exception cref="RpcException">The peer is refused, or says what no key manager says.</exception>
    public async Task ServeAsync(
        SocketPeer peer, IAsyncStreamReader<HoldKeysRequest> said, IServerStreamWriter<HoldKeysResponse> asked, CancellationToken cancellationToken)
    {
        KeyHolder holder = new(peer, callers.ParentOf(peer), clock);
        holders.Join(holder);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            Task[] both = [ListenAsync(holder, said, end.Token), AskAsync(holder, asked, end.Token)];
            Task first = await Task.WhenAny(both).ConfigureAwait(false);
            holders.Leave(holder);
            await end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(Task.WhenAll(both)).ConfigureAwait(false);
            await first.ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The plugin ends with its SPIRE agent: how its stream ends says nothing.
        }
        finally
        {
            holders.Leave(holder);
        }
    }

    private static async Task ListenAsync(KeyHolder holder, IAsyncStreamReader<HoldKeysRequest> said, CancellationToken cancellationToken)
    {
        while (await said.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            switch (said.Current.SaidCase)
            {
                case HoldKeysRequest.SaidOneofCase.Announce:
                    holder.Announce(said.Current.Announce);
                    break;
                case HoldKeysRequest.SaidOneofCase.Signature:
                    holder.Answer(said.Current.Signature);
                    break;
                default:
                    throw AgentError.Malformed("nothing said, want an announcement or a signature");
            }
        }
    }

    private static async Task AskAsync(KeyHolder holder, IServerStreamWriter<HoldKeysResponse> asked, CancellationToken cancellationToken)
    {
        await foreach (KeySigning question in holder.Questions(cancellationToken).ConfigureAwait(false))
        {
            await asked.WriteAsync(new() { Sign = question }, cancellationToken).ConfigureAwait(false);
        }
    }
}
