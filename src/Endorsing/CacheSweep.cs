// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;

namespace Attestation.Endorsing;

/// <summary>Keeps a cache within its limits: what was not used for longest goes; no clock throws anything out.</summary>
internal static class CacheSweep
{
    // Renewals leave documents behind that no entry names any more: they are looked for when there are this many too many.
    private const int Slack = 64;

    /// <summary>Sweeps where there is reason to; the lock is held.</summary>
    public static void Run(CacheFolder folder, EndorsementCacheLimits limits)
    {
        ImmutableArray<FileInfo> entries = folder.Entries();
        ImmutableArray<FileInfo> documents = folder.AllDocuments();
        if (entries.Length <= limits.Entries && documents.Length <= (2 * entries.Length) + Slack && documents.Sum(each => each.Length) <= limits.Bytes)
        {
            return;
        }

        HashSet<string> used = [];
        long bytes = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            ImmutableArray<FileInfo> own = DocumentsOf(entries[i], documents, used);
            bytes += own.Sum(each => each.Length);
            if (i >= limits.Entries || bytes > limits.Bytes)
            {
                entries[i].Delete();
            }
            else
            {
                used.UnionWith(own.Select(each => each.Name));
            }
        }

        foreach (FileInfo document in documents.Where(each => !used.Contains(each.Name)))
        {
            document.Delete();
        }
    }

    // What an entry adds to those before it.
    private static ImmutableArray<FileInfo> DocumentsOf(FileInfo entry, ImmutableArray<FileInfo> documents, HashSet<string> used) =>
        EndorsementFile.TryRead(entry.FullName, out byte[]? file, out _) && CacheEntry.TryDecode(file, out CacheEntry? read)
            ? [.. documents.Where(document => !used.Contains(document.Name) && read.Pieces.Any(piece => piece.Sha256 == document.Name))]
            : [];
}
