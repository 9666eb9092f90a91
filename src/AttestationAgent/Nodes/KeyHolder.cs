// SPDX-License-Identifier: Apache-2.0

using System.Threading.Channels;
using Attestation.Agent.Sockets;
using Attestation.AgentClient;
using Attestation.AgentClient.V1;
using Attestation.Kernel;
using Attestation.Statements;
using Google.Protobuf;
using Grpc.Core;

namespace Attestation.Agent.Nodes;

/// <summary>A process that holds the SPIRE agent's keys, at the other end of an open stream.</summary>
/// <remarks>Thread-safe. One signature is asked for at a time: an answer names its key, not its question.</remarks>
/// <param name="peer">The process.</param>
/// <param name="parent">Its parent.</param>
/// <param name="clock">Measures patience.</param>
internal sealed class KeyHolder(SocketPeer peer, ProcessStat parent, TimeProvider clock)
{
    private const int Attempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Channel<KeySigning> questions = Channel.CreateBounded<KeySigning>(1);
    private TaskCompletionSource<KeySignature>? expected;
    private volatile ByteString? newest;
    private volatile bool ended;

    /// <summary>Who started it.</summary>
    public ProcessStat Parent => parent;

    /// <summary>False once the stream ended, or the process has exited or runs another program.</summary>
    public bool IsLive => !ended && peer.IsUnchanged;

    /// <summary>What it is asked; ends when the holder is given up.</summary>
    public IAsyncEnumerable<KeySigning> Questions(CancellationToken cancellationToken) => questions.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Takes what it holds now.</summary>
    /// <exception cref="RpcException">InvalidArgument: too many, or too long.</exception>
    public void Announce(KeyAnnouncement announced)
    {
        if (announced.Spki.Count > HeldKeyLimits.Keys || announced.Spki.Any(each => each.Length is 0 or > HeldKeyLimits.KeyBytes))
        {
            throw AgentError.Malformed($"{announced.Spki.Count} keys, want at most {HeldKeyLimits.Keys} of 1 to {HeldKeyLimits.KeyBytes} bytes");
        }

        newest = announced.Spki.LastOrDefault();
    }

    /// <summary>Takes an answer; one that nobody waits for is dropped.</summary>
    public void Answer(KeySignature signature) => Interlocked.Exchange(ref expected, null)?.TrySetResult(signature);

    /// <summary>No more is asked; who waits is refused.</summary>
    public void End()
    {
        ended = true;
        questions.Writer.TryComplete();
        Interlocked.Exchange(ref expected, null)?.TrySetException(NoKey("the key manager has gone"));
    }

    /// <summary>Possession of the newest key. A key that is announced before the answer to an older one counts: its holder made it before it answered.</summary>
    /// <param name="digest">32 bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RpcException">FailedPrecondition no-key.</exception>
    public async Task<KeyPossession> SignAsync(ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (int attempt = 0; attempt < Attempts; attempt++)
            {
                ByteString key = newest ?? throw NoKey("the key manager has announced no key");
                KeySignature signature = await AskAsync(key, digest, cancellationToken).ConfigureAwait(false);
                if (newest is { } still && still.Equals(key))
                {
                    return Possession(key, signature);
                }
            }

            throw NoKey("the key manager makes keys faster than it signs");
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<KeySignature> AskAsync(ByteString key, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        TaskCompletionSource<KeySignature> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref expected, answer);
        if (!questions.Writer.TryWrite(new() { Spki = key, Digest = ByteString.CopyFrom(digest.Span) }))
        {
            throw NoKey("the key manager has gone");
        }

        try
        {
            return await answer.Task.WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            // Its answer could come as that of the next question: the stream ends, and the key manager opens another.
            End();
            throw NoKey($"the key manager did not sign within {Patience.TotalSeconds} s");
        }
    }

    private static KeyPossession Possession(ByteString key, KeySignature signature) =>
        signature.Spki.Equals(key) && signature.Algorithm.Length > 0
            ? new(System.Security.Cryptography.SHA256.HashData(key.Span), key.Memory, signature.Algorithm, signature.Value.Memory)
            : throw NoKey("the key manager does not hold its newest key any more");

    private static RpcException NoKey(string because) => AgentError.Of(StatusCode.FailedPrecondition, AgentException.NoKey, because);
}
