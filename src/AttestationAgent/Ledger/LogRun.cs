// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Security.Cryptography;
using Attestation.TransparencyLog;

namespace Attestation.Agent.Ledger;

/// <summary>One run: a new key and a new, empty log (CONTRACTS, section 1). Everything in the tree was appended here, in memory.</summary>
/// <remarks>One thread appends and publishes; anybody reads <see cref="Newest"/> and <see cref="Kept"/>.</remarks>
internal sealed class LogRun
{
    private readonly INoteSigner key;
    private readonly LogWriter writer;
    private readonly EvidenceShelf shelf;
    private readonly TimeProvider clock;
    private volatile PublishedHead? newest;

    public LogRun(string trustDomain, INoteSigner key, ILogStorage storage, EvidenceShelf shelf, TimeProvider clock)
    {
        this.key = key;
        this.shelf = shelf;
        this.clock = clock;
        Storage = storage;
        RunId = RunId.Of(key.PublicKey.Span);
        Origin = Origin.Of(trustDomain, RunId);
        writer = new(storage);
    }

    public RunId RunId { get; }

    public Origin Origin { get; }

    public ReadOnlyMemory<byte> PublicKey => key.PublicKey;

    public ILogStorage Storage { get; }

    /// <summary>The newest published head; null before the first.</summary>
    public PublishedHead? Newest => newest;

    /// <summary>Published sizes whose Evidence is kept.</summary>
    public EvidenceShelf Kept => shelf;

    /// <summary>The published head of the smallest kept size that is at least this; null behind the newest.</summary>
    public NotedHead? AtLeast(long size)
    {
        PublishedHead? last = newest;
        if (shelf.AtLeast(size) is not { } kept)
        {
            return null;
        }

        return last?.Size == kept.Size ? last : Noted(new(Origin, kept.Size, kept.Root));
    }

    /// <summary>Step 1: makes a batch durable.</summary>
    public AppendedBatch Append(IReadOnlyList<PendingStatement> batch)
    {
        AppendedBatch appended = writer.Append([.. batch.Select(each => each.Statement)]);
        for (int i = 0; i < batch.Count; i++)
        {
            batch[i].Index = appended.FirstIndex + i;
        }

        return appended;
    }

    /// <summary>Step 2: what the silicon is to sign.</summary>
    public Checkpoint Head(AppendedBatch appended) => new(Origin, appended.Size, appended.Root);

    /// <summary>The note of a head; for the same head always the same.</summary>
    public byte[] Sign(Checkpoint head) => SignedNote.Sign(head.ToBytes(), Origin.ToString(), key);

    /// <summary>Steps 4 and 5: keeps the Evidence, then publishes.</summary>
    public PublishedHead Publish(Checkpoint head, AppendedBatch batch, ImmutableArray<Evidence> evidences)
    {
        EvidencePapers papers = EvidencePapers.Of(evidences, shelf.KnowsEventLog);
        writer.KeepEvidence(head.Size, papers.Document, papers.NewEventLogs);
        byte[] note = Sign(head);
        writer.Publish(note);
        writer.DeleteSuperseded();
        PublishedHead published = new(head, note, SHA256.HashData(papers.Document.Span), clock.GetUtcNow(), batch);
        shelf.Add(published, papers);
        newest = published;
        return published;
    }

    // Ed25519 is deterministic: it is the note that was published.
    private NotedHead Noted(Checkpoint head) => new(head, Sign(head));
}
