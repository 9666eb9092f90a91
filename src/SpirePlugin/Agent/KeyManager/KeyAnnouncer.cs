// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.SpirePlugin.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.SpirePlugin.Agent.KeyManager;

/// <summary>One open stream to the attestation agent: what is held goes out whenever it changes, what is asked is signed.</summary>
/// <remarks>
/// A key that was made before a signature leaves is announced before it: the attestation agent takes the newest key that it heard of, and
/// must not take the one before for it.
/// </remarks>
/// <param name="ring">The keys.</param>
/// <param name="call">The stream.</param>
internal sealed class KeyAnnouncer(KeyRing ring, AsyncDuplexStreamingCall<HoldKeysRequest, HoldKeysResponse> call) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private long announced = -1;

    /// <summary>Serves until either side ends.</summary>
    /// <param name="heard">Called when the first announcement is out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcException">The agent refused, or is gone.</exception>
    public async Task RunAsync(Action heard, CancellationToken cancellationToken)
    {
        await WriteAsync(null, cancellationToken).ConfigureAwait(false);
        heard();
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task announcing = AnnounceAsync(end.Token);
        Task signing = SignAsync(end.Token);
        Task first = await Task.WhenAny(announcing, signing).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(announcing, signing)).ConfigureAwait(false);
        await first.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        for (long seen = Interlocked.Read(ref announced); ;)
        {
            seen = (await ring.Keys.AfterAsync(seen, cancellationToken).ConfigureAwait(false)).Number;
            await WriteAsync(null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SignAsync(CancellationToken cancellationToken)
    {
        while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            KeySigning asked = call.ResponseStream.Current.Sign;
            PossessionSignature? signature = ring.TrySign(SHA256.HashData(asked.Spki.Span), asked.Digest.Span);
            await WriteAsync(
                new() { Spki = asked.Spki, Algorithm = signature?.Algorithm ?? "", Value = ByteString.CopyFrom(signature is null ? [] : signature.Value.Span) },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(KeySignature? signature, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Latest<System.Collections.Immutable.ImmutableArray<HeldKey>>.Version keys = ring.Keys.Current;
            if (keys.Number != announced)
            {
                await call.RequestStream.WriteAsync(new() { Announce = Announcement(keys.Value) }, cancellationToken).ConfigureAwait(false);
                Interlocked.Exchange(ref announced, keys.Number);
            }

            if (signature is not null)
            {
                await call.RequestStream.WriteAsync(new() { Signature = signature }, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private static KeyAnnouncement Announcement(IEnumerable<HeldKey> keys) =>
        new() { Spki = { keys.TakeLast(HeldKeyLimits.Keys).Select(each => ByteString.CopyFrom(each.Spki.Span)) } };
}
