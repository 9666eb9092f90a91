// SPDX-License-Identifier: Apache-2.0

using Attestation.Kernel;

namespace Attestation.Agent.Measuring;

/// <summary>Digests of programs by device, inode, size, mtime, ctime and verity digest; never by path or pid.</summary>
/// <remarks>Thread-safe. Keeps the newest 1,024. ctime moves with every change; who can hide one is in the trusted base.</remarks>
internal sealed class MeasurementCache
{
    private const int MaxKept = 1024;

    private readonly Lock gate = new();
    private readonly NewestKept<Key, MeasuredImage> kept = new(MaxKept);

    /// <summary>How many are kept.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return kept.Count;
            }
        }
    }

    /// <summary>What is kept of a file in this state, or what is read now.</summary>
    /// <param name="status">The file.</param>
    /// <param name="verity">What the kernel enforces of it.</param>
    /// <param name="read">Reads it; null where it changed meanwhile, which is not kept.</param>
    public MeasuredImage? Of(ImageStatus status, VerityDigest? verity, Func<MeasuredImage?> read)
    {
        Key key = new(status.File, status.ModifiedSeconds, status.ModifiedNanoseconds, verity);
        lock (gate)
        {
            if (kept.TryGet(key, out MeasuredImage? known))
            {
                return known;
            }
        }

        MeasuredImage? image = read();
        if (image is not null)
        {
            lock (gate)
            {
                kept.Keep(key, image);
            }
        }

        return image;
    }

    private readonly record struct Key(FileIdentity File, long ModifiedSeconds, uint ModifiedNanoseconds, VerityDigest? Verity);
}
