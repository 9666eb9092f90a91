// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Agent.Ledger;
using Attestation.TransparencyLog;
using Attestation.Wire;
using Grpc.Core;

namespace Attestation.Agent.Sockets;

/// <summary>Proofs out of the live log: the newest batch's from memory, older ones from tiles and checked before they are handed out.</summary>
internal sealed class LogProofs(LogRun run, Action<Malformed> corrupt)
{
    /// <summary>The newest published head.</summary>
    /// <exception cref="RpcException">Unavailable: there is none yet.</exception>
    public PublishedHead Newest => run.Newest ?? throw AgentError.Of(StatusCode.Unavailable, "starting", "no checkpoint has been published yet");

    /// <summary>The proof file of a statement in the head that answered it.</summary>
    public string Of(CommittedStatement committed)
    {
        AppendedBatch batch = committed.Head.Batch;
        ImmutableArray<TreeHash> hashes = committed.Index >= batch.FirstIndex
            ? batch.Prove(committed.Index)
            : Read(committed.Index, committed.Head).Hashes;
        return Text(committed.Index, hashes, committed.Head);
    }

    /// <summary>The proof file and the bytes of a leaf, in the head of a size.</summary>
    /// <exception cref="RpcException">NotFound, OutOfRange, DataLoss.</exception>
    public (string Proof, ReadOnlyMemory<byte> Entry) Of(long index, long size)
    {
        NotedHead head = HeadOf(size);
        if (index >= head.Size)
        {
            throw AgentError.Of(StatusCode.NotFound, "unknown-leaf", $"leaf {index} is not below size {head.Size}");
        }

        (ImmutableArray<TreeHash> hashes, ReadOnlyMemory<byte> entry) = Read(index, head);
        return (Text(index, hashes, head), entry);
    }

    /// <summary>The hashes that show that the tree of one size is the front of another's.</summary>
    /// <exception cref="RpcException">OutOfRange, DataLoss.</exception>
    public ImmutableArray<TreeHash> Consistency(long from, long to)
    {
        PublishedHead newest = Newest;
        long end = to == 0 ? newest.Size : to;
        if (from < 1 || from > end || end > newest.Size)
        {
            throw AgentError.Of(StatusCode.OutOfRange, "beyond-checkpoint", $"sizes {from} and {end}, want 1 to {newest.Size} in order");
        }

        // Tiles are those of batches: the tree of a size within one is read out of the newest.
        TileReader reader = new(run.Storage, newest.Size);
        return ConsistencyProof.TryCreate(reader, from, end, out ImmutableArray<TreeHash> hashes)
            ? hashes
            : throw Corrupt(new("log", "tiles", $"do not hold the tree of size {end}"));
    }

    /// <summary>The head with kept Evidence of the smallest size that is at least this; the newest for 0.</summary>
    /// <exception cref="RpcException">OutOfRange.</exception>
    public NotedHead HeadOf(long size) => size == 0
        ? Newest
        : run.AtLeast(size) ?? throw AgentError.Of(StatusCode.OutOfRange, "beyond-checkpoint", $"size {size}, the published one is {Newest.Size}");

    private (ImmutableArray<TreeHash> Hashes, ReadOnlyMemory<byte> Entry) Read(long index, NotedHead head) =>
        new TileReader(run.Storage, head.Size).TryProve(index, head.Checkpoint.Root, out ReadOnlyMemory<byte> entry, out ImmutableArray<TreeHash> hashes, out Malformed? malformed)
            ? (hashes, entry)
            : throw Corrupt(malformed);

    private RpcException Corrupt(Malformed malformed)
    {
        corrupt(malformed);
        return AgentError.Of(StatusCode.DataLoss, "log-storage-corrupt", malformed.ToString());
    }

    private static string Text(long index, ImmutableArray<TreeHash> hashes, NotedHead head) =>
        TlogProof.Text(index, hashes, head.NoteText);
}
