// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.Wire;

namespace Attestation.SpirePlugin.Server.NodeAttestor;

/// <summary>Asks for the event logs that verified Evidence names, piece by piece.</summary>
/// <param name="stream">The conversation.</param>
/// <param name="budget">Memory that all attestations share.</param>
internal sealed class EventLogFetch(AttestStream stream, LogBudget budget) : IDisposable
{
    private long held;

    /// <summary>The logs, each of the digest that the Evidence names.</summary>
    /// <param name="evidences">As received, their quote verified.</param>
    /// <exception cref="RefusedException">A log is too large, or another one.</exception>
    public async Task<ImmutableArray<ReadOnlyMemory<byte>>> RunAsync(ImmutableArray<Evidence> evidences)
    {
        ImmutableArray<ReadOnlyMemory<byte>>.Builder logs = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        foreach (string sha256 in evidences.SelectMany(each => each.Parts).Select(part => part.Sha256).OfType<ReadOnlyMemory<byte>>().Select(each => Hex.Of(each.Span)).Distinct())
        {
            logs.Add(await OneAsync(sha256).ConfigureAwait(false));
        }

        return logs.ToImmutable();
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => budget.Return(held);

    private async Task<byte[]> OneAsync(string sha256)
    {
        using MemoryStream log = new();
        for (bool isLast = false; !isLast;)
        {
            ReadOnlyMemory<byte> answer = await stream.ChallengeAsync(AttestMessages.Chunk(sha256, log.Length), "event log chunk", AttestLimits.ChunkTime).ConfigureAwait(false);
            (byte[] data, isLast) = AttestMessages.Piece(answer);
            Take(data.Length, isLast);
            log.Write(data);
        }

        byte[] whole = log.ToArray();
        return Hex.Of(SHA256.HashData(whole)) == sha256
            ? whole
            : throw new RefusedException(Refusal.Denied("event-log", $"the event log of {whole.Length} bytes is not the one that the Evidence names"));
    }

    private void Take(int bytes, bool isLast)
    {
        if (bytes == 0 && !isLast)
        {
            throw new RefusedException(Refusal.Malformed("an event log chunk is empty and not the last"));
        }

        if (held + bytes > AttestLimits.Logs)
        {
            throw new RefusedException(Refusal.Malformed($"event logs of more than {AttestLimits.Logs} bytes"));
        }

        if (!budget.TryTake(bytes))
        {
            throw new RefusedException(Refusal.Outage("overloaded", "too many event logs at once"));
        }

        held += bytes;
    }
}
