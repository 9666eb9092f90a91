// SPDX-License-Identifier: Apache-2.0

using Attestation.Native.LibCrypto;
using System.Collections.Immutable;
using System.Text;
using Attestation.AgentClient.V1;
using Attestation.Catalog;
using Attestation.Documents;
using Attestation.Native;
using Attestation.SevSnp.Wire;
using Attestation.Statements;
using Attestation.Tdx.Wire;
using Attestation.TransparencyLog;
using Attestation.Wire;

namespace Attestation.EndToEnd.Crash;

/// <summary>A run as it lies on the disk, read by our own readers as an auditor would: nothing in it is taken on trust.</summary>
internal sealed class RunOnDisk : IDisposable
{
    private readonly LogDirectory directory;

    private RunOnDisk(string path)
    {
        directory = LogDirectory.Open(path);
        Path = path;
        Assert.True(directory.TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? note), $"{path} has no published checkpoint");
        (Head, SignedNote signed) = Read(note);
        Reader = new(directory, Head.Size);
        Assert.True(Reader.TryProve(0, Head.Root, out ReadOnlyMemory<byte> entry, out _, out Malformed? malformed), malformed?.ToString());
        Start = LogStartIn(entry);
        Key = new(Head.Origin.ToString(), Start.LogKey.Span);
        Assert.Equal(Head.Origin.RunId, RunId.Of(Start.LogKey.Span));
        Assert.Equal(NoteVerdict.Signed, signed.VerdictOn(Key, new Ed25519()));
    }

    public string Path { get; }

    /// <summary>What is published; its signature was verified.</summary>
    public Checkpoint Head { get; }

    /// <summary>Leaf 0; it was proven.</summary>
    public LogStart Start { get; }

    public NoteKey Key { get; }

    /// <summary>Its tiles, up to the head.</summary>
    public TileReader Reader { get; }

    /// <summary>The run that <c>current</c> names; null where there is none.</summary>
    public static RunOnDisk? Current(string state)
    {
        string current = System.IO.Path.Combine(state, "logs", "current");
        return File.Exists(current) ? new(System.IO.Path.Combine(state, "logs", File.ReadAllText(current).TrimEnd('\n'))) : null;
    }

    /// <summary>The run of an origin.</summary>
    public static RunOnDisk Of(string state, string origin) => new(System.IO.Path.Combine(state, "logs", origin.Split('/')[^1]));

    /// <summary>Everything that an answer promises: its proof holds by itself, and the disk holds what it says, published.</summary>
    public void Holds(AppendResponse answer)
    {
        Assert.Equal(Head.Origin.ToString(), answer.Origin);
        Assert.True(TlogProof.TryParse(Encoding.UTF8.GetBytes(answer.Proof), out TlogProof? proof, out Malformed? malformed), malformed?.ToString());
        Assert.Equal(NoteVerdict.Signed, proof.Note.VerdictOn(Key, new Ed25519()));
        (Checkpoint head, _) = Read(proof.Note.Raw);
        Assert.Equal(((long)answer.Index, (long)answer.Size), (proof.LeafIndex, head.Size));
        TreeHash leaf = MerkleTree.LeafHash(answer.Statement.Span);
        Assert.True(InclusionProof.Verifies(leaf, proof.LeafIndex, head.Size, proof.Hashes, head.Root));
        Assert.True(head.Size <= Head.Size, $"answered at size {head.Size}, published is {Head.Size}");
        IsFrontOf(head);
        Assert.True(Reader.TryProve(proof.LeafIndex, Head.Root, out ReadOnlyMemory<byte> entry, out _, out malformed), malformed?.ToString());
        Assert.Equal(answer.Statement.ToByteArray(), entry.ToArray());
        Covers(head);
    }

    /// <summary>That the Evidence kept for a head is over that head.</summary>
    public void Covers(Checkpoint head)
    {
        Assert.True(directory.TryRead(LogLayout.Evidence(head.Size), 1 << 24, out byte[]? document), $"no Evidence of size {head.Size}");
        Assert.True(EvidenceDocument.TryParse(document, TeeCatalog.Default.Tees, out EvidenceDocument? evidence, out Malformed? malformed), malformed?.ToString());
        Assert.Equal(ReportData.OfCheckpoint(head.ToBytes()), ReportDataOf(evidence.Evidences[0]));
    }

    public void Dispose() => directory.Dispose();

    private static byte[] ReportDataOf(Evidence evidence)
    {
        Malformed? malformed;
        if (evidence.TryGet("quote", out EvidencePart? part))
        {
            Assert.True(Quote.TryParse(part.Bytes, out Quote? quote, out malformed), malformed?.ToString());
            return quote.Body.ReportData.ToArray();
        }

        Assert.True(evidence.TryGet("report", out part));
        Assert.True(AttestationReport.TryParse(part.Bytes, out AttestationReport? report, out malformed), malformed?.ToString());
        return report.ReportData.ToArray();
    }

    private void IsFrontOf(Checkpoint head)
    {
        Assert.True(ConsistencyProof.TryCreate(Reader, head.Size, Head.Size, out ImmutableArray<TreeHash> hashes), $"tiles of {head.Size} in {Head.Size}");
        Assert.True(ConsistencyProof.Verifies(head.Size, head.Root, Head.Size, Head.Root, hashes), $"{head.Size} is not the front of {Head.Size}");
    }

    private static (Checkpoint Head, SignedNote Note) Read(ReadOnlyMemory<byte> note)
    {
        Assert.True(SignedNote.TryParse(note, out SignedNote? signed, out Malformed? malformed), malformed?.ToString());
        Assert.True(Checkpoint.TryParse(signed.Text.Span, out Checkpoint? head, out malformed), malformed?.ToString());
        return (head, signed);
    }

    private static LogStart LogStartIn(ReadOnlyMemory<byte> entry)
    {
        Assert.True(Statement.TryParse(entry, out Statement? statement, out Malformed? malformed), malformed?.ToString());
        return LogStart.Of(statement);
    }
}
