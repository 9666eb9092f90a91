// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Planning;

namespace Attestation.Endorsing;

/// <summary>Endorsements on disk under one set of roots; another set of roots sees nothing of it (CONTRACTS, section 6).</summary>
/// <param name="folder">The folder; made where it is not there.</param>
/// <param name="trust">Under what documents are judged, when they enter and whenever they are read.</param>
/// <param name="limits">How large it may grow.</param>
/// <param name="clock">Dates judged on entry.</param>
/// <remarks>
/// Thread-safe, and safe between processes: readers need no lock, writers hold one. A torn or poisoned file is as good as none. Whoever
/// may write to the folder can at worst remove documents or bring back genuine older ones that are still in date.
/// </remarks>
public sealed class EndorsementCache(string folder, EndorsementTrust trust, EndorsementCacheLimits limits, TimeProvider clock)
{
    private const int Attempts = 3;

    private readonly CacheFolder files = new(folder, clock);

    /// <summary>Under what documents are judged.</summary>
    public EndorsementTrust Trust => trust;

    /// <summary>The document of that name, or null where there is none that is whole and authentic; its dates are the caller's to judge.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="needs">What else it must be judged by.</param>
    public JudgedEndorsement? Read(string name, Endorsements needs)
    {
        JudgedEndorsement? judged = trust.TeeOf(name) is null ? null : Judge(name, Pieces(name), needs);
        if (judged is not null)
        {
            files.Touch(trust.Partition, name);
        }

        return judged;
    }

    /// <summary>Everything that is whole and authentic, by name.</summary>
    public ImmutableArray<JudgedEndorsement> ReadAll()
    {
        ImmutableArray<(string Name, ImmutableArray<Endorsement> Pieces)> all =
            [.. files.NamesIn(trust.Partition).Where(name => trust.TeeOf(name) is not null).Select(name => (name, Pieces(name)))];
        Endorsements needs = new(all.SelectMany(each => each.Pieces));
        return [.. all.Select(each => Judge(each.Name, each.Pieces, needs)).OfType<JudgedEndorsement>()];
    }

    /// <summary>Keeps a document that is in date, unless what is there is newer.</summary>
    public async ValueTask<CacheOutcome> KeepAsync(JudgedEndorsement judged, CancellationToken cancellationToken)
    {
        if (judged.Verdict.At(clock.GetUtcNow()) != EndorsementState.Valid)
        {
            return CacheOutcome.OutOfDate;
        }

        try
        {
            files.Create();
            using CacheLock? held = await CacheLock.TakeAsync(files.LockPath, cancellationToken).ConfigureAwait(false);
            return held is null ? CacheOutcome.NotWritten : KeepLocked(judged);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return CacheOutcome.NotWritten;
        }
    }

    private CacheOutcome KeepLocked(JudgedEndorsement judged)
    {
        files.Tidy();
        JudgedEndorsement? there = Judge(judged.Name, Pieces(judged.Name), judged.Needs);
        if (there is not null && !judged.Verdict.MayReplace(there.Verdict))
        {
            return CacheOutcome.Older;
        }

        foreach (Endorsement piece in judged.Pieces)
        {
            files.Write(piece);
        }

        files.Write(trust.Partition, CacheEntry.Of(judged));
        CacheSweep.Run(files, limits);
        return CacheOutcome.Kept;
    }

    private JudgedEndorsement? Judge(string name, ImmutableArray<Endorsement> pieces, Endorsements needs) =>
        JudgedEndorsement.TryJudge(trust, name, pieces, needs, out JudgedEndorsement? judged, out _) ? judged : null;

    // Another process may replace an entry and sweep its documents between two reads: then the new entry is there.
    private ImmutableArray<Endorsement> Pieces(string name)
    {
        ImmutableArray<Endorsement> pieces = [];
        for (int attempt = 0; attempt < Attempts && pieces.IsEmpty; attempt++)
        {
            if (files.Entry(trust.Partition, name) is not { } entry)
            {
                return [];
            }

            pieces = PiecesOf(entry);
        }

        return pieces;
    }

    private ImmutableArray<Endorsement> PiecesOf(CacheEntry entry)
    {
        ImmutableArray<Endorsement>.Builder pieces = ImmutableArray.CreateBuilder<Endorsement>(entry.Pieces.Length);
        foreach (CachePiece piece in entry.Pieces)
        {
            if (!files.TryDocument(piece.Sha256, out byte[]? bytes))
            {
                return [];
            }

            pieces.Add(new(entry.Name, piece.Suffix, bytes) { RetrievedAt = entry.RetrievedAt, Source = entry.Source });
        }

        return pieces.MoveToImmutable();
    }
}
