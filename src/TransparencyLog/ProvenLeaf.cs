// SPDX-License-Identifier: Apache-2.0

using Attestation.Appraisal;
using Attestation.Wire;

namespace Attestation.TransparencyLog;

/// <summary>Witness: bytes that are a leaf of a signed head's tree (LOG-04).</summary>
public sealed class ProvenLeaf
{
    private ProvenLeaf(ReadOnlyMemory<byte> bytes, long index)
    {
        Bytes = bytes;
        Index = index;
    }

    /// <summary>The leaf as received.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Where it stands; orders leaves as no time does.</summary>
    public long Index { get; }

    /// <summary>Step: the proof leads from the bytes to the head's root.</summary>
    /// <param name="head">The head.</param>
    /// <param name="bytes">The received bytes.</param>
    /// <param name="proofFile">A <c>.tlog-proof</c> file whose checkpoint is the head's note, byte for byte.</param>
    public static Step<ProvenLeaf> Verify(SignedHead head, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> proofFile)
    {
        if (!TlogProof.TryParse(proofFile, out TlogProof? proof, out Malformed? malformed))
        {
            return new([Check.Broken(LogRules.Inclusion, malformed)], null);
        }

        Checkpoint checkpoint = head.Checkpoint;
        string? because = !proof.Note.Raw.Span.SequenceEqual(head.Note.Raw.Span) ? "the proof is of another checkpoint than the log's"
            : !InclusionProof.Verifies(MerkleTree.LeafHash(bytes.Span), proof.LeafIndex, checkpoint.Size, proof.Hashes, checkpoint.Root)
            ? $"the proof of leaf {proof.LeafIndex} does not lead to the root of size {checkpoint.Size}"
            : null;
        return because is null
            ? new([Check.Pass(LogRules.Inclusion, $"leaf {proof.LeafIndex} of {checkpoint.Size}")], new(bytes, proof.LeafIndex))
            : new([Check.Fail(LogRules.Inclusion, because)], null);
    }
}
